import { ProtocolError, type FieldError } from '#protocol';
import { checkTemplate } from './check-template.js';

const field = { name: 'field', type: 'string', description: 'The field.', default: 'sales' };
const template = (more: object = {}, configuration: object = {}): object => ({
  ...{ id: 'helper', name: 'Helper', description: 'Helps.', parameters: [field] },
  configuration: {
    ...{ capabilities: ['help'], system_prompt: 'You help with {{field}}.' },
    ...configuration,
  },
  ...more,
});

function errorsOf(body: unknown): string[] {
  try {
    checkTemplate(body);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    expect(error.code).toBe('INVALID_TEMPLATE');
    const errors = error.details['errors'] as unknown as FieldError[];
    return errors.map(({ field: place, rule }) => `${place} ${rule}`);
  }
  return [];
}

describe(checkTemplate, () => {
  it('takes a template that makes an agent', () => {
    expect(checkTemplate(template())).toMatchObject({ definition: { id: 'helper' }, warnings: [] });
  });

  it('warns of a parameter that stands nowhere', () => {
    const { warnings } = checkTemplate(template({}, { system_prompt: 'You help.' }));
    expect(warnings).toEqual([
      {
        field: 'parameters[0]',
        code: 'UNUSED_SETTING',
        message: 'field stands nowhere in the configuration',
      },
    ]);
  });

  it.each<[string, object]>([
    ['id required', template({ id: undefined })],
    ['colour unknown_field', template({ colour: 'red' })],
    ['parameters[1].name unique', template({ parameters: [field, field] })],
    [
      'parameters[0].name reserved',
      template({ parameters: [{ ...field, name: 'request' }] }, { system_prompt: 'x' }),
    ],
    ['parameters[0].default type', template({ parameters: [{ ...field, type: 'integer' }] })],
    [
      'parameters[0].example allowed',
      template({ parameters: [{ ...field, options: ['sales'], example: 'x' }] }),
    ],
    [
      'parameters[0].example required',
      template({ parameters: [{ ...field, default: undefined, required: true }] }),
    ],
    ['configuration.name forbidden', template({}, { name: 'Fixed' })],
    [
      'configuration.system_prompt template',
      template({}, { system_prompt: '{{field}} {{other}}' }),
    ],
    ['configuration.description template', template({}, { description: '{{field' })],
    [
      'configuration.user_prompt_template template',
      template({}, { user_prompt_template: '{{#if}}' }),
    ],
    [
      'configuration.on_reply[0].when template',
      template({}, { on_reply: [{ to: 'x', when: 'a == `{{field}}`' }] }),
    ],
    [
      'configuration.capabilities required',
      template({ configuration: { system_prompt: '{{field}}' } }),
    ],
    ['configuration.capabilities[0] pattern', template({}, { capabilities: ['{{field}} work'] })],
    ['configuration.tols unknown_field', template({}, { tols: [] })],
    [
      'configuration.parameters max_length',
      template(
        { parameters: [{ ...field, default: 'x'.repeat(2_000) }] },
        { system_prompt: '{{field}}'.repeat(1_000) },
      ),
    ],
    ['configuration max_length', template({}, { metadata: { x: 'x'.repeat(262_144) } })],
  ])('refuses %s', (error, body) => {
    expect(errorsOf(body)).toEqual([error]);
  });

  it('lets a message have names that are no parameters', () => {
    expect(errorsOf(template({}, { user_prompt_template: '{{request}} {{data_source}}' }))).toEqual(
      [],
    );
  });
});
