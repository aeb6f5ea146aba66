import fc from 'fast-check';
import { z } from 'zod';
import { agentConfiguration } from './agent.schema.js';
import { toFieldErrors } from './field-errors.js';
import { dayOrInstant } from './instant.js';
import { sendMessage } from './message.schema.js';

function errorsOf(schema: z.ZodType, value: unknown): ReturnType<typeof toFieldErrors> {
  const result = schema.safeParse(value);
  return result.success ? [] : toFieldErrors(result.error.issues);
}

describe(toFieldErrors, () => {
  it('names each bad field once, in the order of the schema', () => {
    const errors = errorsOf(agentConfiguration, { name: '1st', capabilities: [] });

    expect(errors).toEqual([
      {
        field: 'name',
        rule: 'pattern',
        message: 'must start with a letter and hold up to 64 letters, digits, "-" or "_"',
      },
      { field: 'capabilities', rule: 'min_items', message: 'must not be empty' },
      { field: 'system_prompt', rule: 'required', message: 'is required' },
    ]);
  });

  it('writes the place of an item and of a part as people do', () => {
    const capabilities = ['a', 'b', 'Not Kebab'];
    const memory = { enabled: 'yes', scope: 'planet' };
    const errors = errorsOf(agentConfiguration, {
      name: 'A',
      capabilities,
      memory,
      system_prompt: '.',
    });

    expect(errors.map(({ field }) => field)).toEqual([
      'capabilities[2]',
      'memory.enabled',
      'memory.scope',
    ]);
    expect(errors[2]?.allowed).toEqual([
      'agent',
      'agent-only',
      'conversation',
      'workspace',
      'global',
    ]);
  });

  it('says what would be right, whatever is wrong', () => {
    const schema = z.object({
      text: z.string().max(3),
      list: z.array(z.string()).max(1),
      whole: z.int().min(2),
      positive: z.number().gt(0),
      when: z.iso.datetime(),
      flag: z.boolean(),
      parts: z.strictObject({ known: z.string() }),
    });
    const wrong = {
      text: 'four',
      list: ['a', 'b'],
      whole: 1.5,
      positive: 0,
      when: 'soon',
      flag: null,
      parts: { known: 'x', other: 1 },
    };

    expect(errorsOf(schema, wrong)).toEqual([
      { field: 'text', rule: 'max_length', message: 'must have at most 3 characters' },
      { field: 'list', rule: 'max_items', message: 'must have at most 1 item' },
      { field: 'whole', rule: 'type', message: 'must be a whole number' },
      { field: 'positive', rule: 'minimum', message: 'must be more than 0' },
      {
        field: 'when',
        rule: 'datetime',
        message: 'must be an instant with its time zone, such as 2030-01-01T00:00:00Z (RFC 3339)',
      },
      { field: 'flag', rule: 'type', message: 'must be true or false' },
      { field: 'parts.other', rule: 'unknown_field', message: 'is not a known field' },
    ]);
  });

  it('names what is allowed where the rule is a list of words', () => {
    const [error] = errorsOf(sendMessage, {
      capability: 'a',
      content: {},
      performative: 'shout',
    });

    expect(error).toMatchObject({ field: 'performative', rule: 'allowed' });
    expect(error?.allowed).toContain('request');
  });

  it('offers every form of a value that may have several', () => {
    const [said] = errorsOf(sendMessage, { capability: 'a', content: {}, wait: 7 });
    expect(said?.message).toContain('such as "30s"');

    const [error] = errorsOf(z.object({ wait: z.union([z.string(), z.boolean()]) }), { wait: 7 });

    expect(error).toEqual({
      field: 'wait',
      rule: 'type',
      message: 'must be text, or true or false',
    });
  });

  it('tells what is wrong within the one form that a value can be meant in', () => {
    const fact = z.union([z.string(), z.strictObject({ content: z.string(), sure: z.number() })]);
    const facts = z.object({ facts: z.array(fact) });
    expect(errorsOf(facts, { facts: ['a', { content: 'b', sure: '1', more: 1 }, 7] })).toEqual([
      { field: 'facts[1].sure', rule: 'type', message: 'must be a number' },
      { field: 'facts[1].more', rule: 'unknown_field', message: 'is not a known field' },
      { field: 'facts[2]', rule: 'type', message: 'must be text, or an object' },
    ]);
  });

  it('says once what a day or an instant must be', () => {
    expect(errorsOf(z.object({ from: dayOrInstant }), { from: 'soon' })).toEqual([
      {
        field: 'from',
        rule: 'type',
        message:
          'must be a day such as 2030-01-01, or an instant with its time zone, such as 2030-01-01T00:00:00Z (RFC 3339)',
      },
    ]);
  });

  it('does not name the empty value of a switch', () => {
    const flag = z.stringbool({ truthy: ['true', ''], falsy: ['false'] });
    expect(errorsOf(z.object({ flag }), { flag: 'maybe' })).toEqual([
      {
        field: 'flag',
        rule: 'allowed',
        message: 'must be one of true, false',
        allowed: ['true', 'false'],
      },
    ]);
  });

  it('calls the body itself by the empty name', () => {
    expect(errorsOf(agentConfiguration, [])).toEqual([
      { field: '', rule: 'type', message: 'must be an object' },
    ]);
  });

  it('takes the issues of any schema library, with paths of segments', () => {
    expect(
      toFieldErrors([{ message: 'is odd', path: [{ key: 'a' }, 0] }, { message: 'no' }]),
    ).toEqual([
      { field: 'a[0]', rule: 'schema', message: 'is odd' },
      { field: '', rule: 'schema', message: 'no' },
    ]);
  });

  it('tells a hundred bad fields, and how many there are in all', () => {
    const wrong = (length: number): unknown[] => Array.from({ length }, () => 1);
    expect(errorsOf(z.array(z.string()), wrong(100)).at(-1)).toMatchObject({ field: '[99]' });
    const errors = errorsOf(z.array(z.string()), wrong(5_000));
    expect(errors).toHaveLength(101);
    expect(errors.at(-1)).toEqual({
      field: '',
      rule: 'max_errors',
      message: 'has 5000 bad fields, of which the first 100 are told',
    });
  });

  it('finds a field for whatever JSON is sent as an agent or a message', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom(agentConfiguration, sendMessage),
        (value, schema) => {
          const errors = errorsOf(schema as z.ZodType, value);
          const fields = errors.map(({ field }) => field);
          expect(new Set(fields).size).toBe(fields.length);
          expect(errors.every(({ rule, message }) => rule !== '' && message !== '')).toBe(true);
        },
      ),
    );
  });
});
