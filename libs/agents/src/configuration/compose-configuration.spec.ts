import fc from 'fast-check';
import { ProtocolError } from '#protocol';
import { composeConfiguration } from './compose-configuration.js';
import type { DeployedConfiguration } from './configuration.js';

const minimum = { name: 'Clerk', capabilities: ['filing'], system_prompt: 'You file.' };

function deploy(body: unknown): DeployedConfiguration {
  return composeConfiguration(undefined, body, 'configuration').configuration;
}

function errorsOf(act: () => unknown): { field: string; rule: string; message: string }[] {
  try {
    act();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    expect(error.code).toBe('INVALID_AGENT_CONFIGURATION');
    return error.details['errors'] as never;
  }
  throw new Error('expected the configuration to be refused');
}

describe(composeConfiguration, () => {
  describe('of a new agent', () => {
    it('needs a name, capabilities and a system prompt and fills in the rest', () => {
      expect(deploy(minimum)).toEqual({
        ...minimum,
        version: '1.0.0',
        tools: [],
        memory: { enabled: false, scope: 'workspace' },
      });
      expect(errorsOf(() => deploy({})).map(({ field }) => field)).toEqual([
        'name',
        'capabilities',
        'system_prompt',
      ]);
    });

    it('names every bad field with its place and what is allowed', () => {
      const body = {
        name: '1',
        capabilities: ['a', 'B'],
        system_prompt: 7,
        memory: { scope: 'all' },
        tools: 'csv_parser',
        timeout: 'soon',
        user_prompt_template: 'Hi {{',
      };

      expect(errorsOf(() => deploy(body)).map(({ field, rule }) => [field, rule])).toEqual([
        ['name', 'pattern'],
        ['capabilities[1]', 'pattern'],
        ['tools', 'type'],
        ['memory.scope', 'allowed'],
        ['system_prompt', 'type'],
        ['user_prompt_template', 'template'],
        ['timeout', 'pattern'],
      ]);
    });

    it('says where the template is wrong', () => {
      const [error] = errorsOf(() => deploy({ ...minimum, user_prompt_template: 'a\nb {{c d}}' }));

      expect(error?.message).toContain('line 2, column 3 (position 4)');
    });

    it('takes no output schema that answers could not be checked against', () => {
      const output_schema = { type: 'object', properties: { total: { type: 'integer' } } };
      expect(deploy({ ...minimum, output_schema }).output_schema).toEqual(output_schema);
      for (const bad of [{ type: 'array' }, { properties: { total: { type: 'figure' } } }, 7]) {
        const errors = errorsOf(() => deploy({ ...minimum, output_schema: bad }));
        expect(errors).toMatchObject([{ field: 'output_schema' }]);
      }
    });

    it('takes null for a field that is not given', () => {
      expect(deploy({ ...minimum, tools: null, description: null })).toEqual(deploy(minimum));
      expect(errorsOf(() => deploy({ ...minimum, name: null }))).toEqual([
        { field: 'name', rule: 'required', message: 'is required' },
      ]);
    });

    it('keeps unknown fields out and says which were meant', () => {
      const { configuration, warnings } = composeConfiguration(
        undefined,
        { ...minimum, sytem_prompt: 'x', memory: { enabled: true, retention: '90d' } },
        'configuration',
      );

      expect(configuration).not.toHaveProperty('sytem_prompt');
      expect(warnings).toEqual([
        {
          field: 'sytem_prompt',
          code: 'UNKNOWN_FIELD',
          message: 'is not known here and was left out (did you mean system_prompt?)',
        },
        {
          field: 'memory.retention',
          code: 'UNKNOWN_FIELD',
          message: 'is not known here and was left out',
        },
      ]);
    });

    it('holds each capability, tool and tag once', () => {
      const body = { ...minimum, capabilities: ['b', 'a', 'b'], tags: ['x', 'x'] };
      const { configuration, warnings } = composeConfiguration(undefined, body, 'configuration');

      expect(configuration.capabilities).toEqual(['b', 'a']);
      expect(configuration.tags).toEqual(['x']);
      expect(warnings.map(({ field, code }) => [field, code])).toEqual([
        ['capabilities[2]', 'DUPLICATE'],
        ['tags[1]', 'DUPLICATE'],
      ]);
    });

    it.each([null, 7, 'text', [], [minimum]])('refuses %j', (body) => {
      expect(errorsOf(() => deploy(body))).toEqual([
        { field: '', rule: 'type', message: 'must be a JSON object' },
      ]);
    });

    it('needs no prompt when it is made of code', () => {
      const { system_prompt: _none, ...heading } = minimum;

      expect(composeConfiguration(undefined, heading, 'code').configuration.name).toBe('Clerk');
    });
  });

  describe('of memory', () => {
    it.each([
      [{ memory: { enabled: true, scope: 'global' } }, { enabled: true, scope: 'global' }],
      [{ memory: { scope: 'agent-only' } }, { enabled: true, scope: 'agent' }],
      [{ memory: {} }, { enabled: true, scope: 'workspace' }],
      [{ memory_enabled: true }, { enabled: true, scope: 'workspace' }],
      [
        { memory_enabled: false, memory_scope: 'agent' },
        { enabled: false, scope: 'agent' },
      ],
      [
        { memory: { enabled: false }, memory_enabled: true },
        { enabled: false, scope: 'workspace' },
      ],
    ])('reads %j as %j', (fields, expected) => {
      expect(deploy({ ...minimum, ...fields }).memory).toEqual(expected);
      expect(deploy({ ...minimum, ...fields })).not.toHaveProperty('memory_enabled');
    });

    it('names the bad setting, however deep it stands', () => {
      const memory = {
        max_entries: 0,
        settings: { search_threshold: 2, max_results: 51, exclude_patterns: ['x'] },
        context_preparation: { max_context_length: 5 },
      };

      const fields = errorsOf(() => deploy({ ...minimum, memory })).map(({ field }) => field);
      expect(fields.sort()).toEqual([
        'memory.context_preparation.max_context_length',
        'memory.max_entries',
        'memory.settings.exclude_patterns[0]',
        'memory.settings.max_results',
        'memory.settings.search_threshold',
      ]);
    });

    it('keeps what it does not know of the settings out, and says so', () => {
      const { configuration, warnings } = composeConfiguration(
        undefined,
        { ...minimum, memory: { settings: { auto_stor: false, max_results: 3 } } },
        'configuration',
      );

      expect(configuration.memory.settings).toEqual({ max_results: 3 });
      expect(warnings).toEqual([
        expect.objectContaining({ field: 'memory.settings.auto_stor', code: 'UNKNOWN_FIELD' }),
      ]);
    });
  });

  describe('of an update', () => {
    const before = deploy({
      ...minimum,
      tools: ['http_client'],
      description: 'Files papers.',
      memory: { enabled: true, scope: 'agent' },
      parameters: { a: 1, b: 2 },
    });
    const update = (body: unknown): ReturnType<typeof composeConfiguration> =>
      composeConfiguration(before, body, 'configuration');

    it('keeps what is not named and lists what changed', () => {
      const { configuration, changes } = update({ version: '1.1.0', system_prompt: 'You sort.' });

      expect(configuration).toEqual({ ...before, version: '1.1.0', system_prompt: 'You sort.' });
      expect(changes).toEqual(['version', 'system_prompt']);
    });

    it('changes nothing when it says what is so already', () => {
      expect(update({}).changes).toEqual([]);
      expect(update({ ...before }).changes).toEqual([]);
      expect(update({ parameters: { b: 2, a: 1 } }).changes).toEqual([]);
    });

    it('clears with null, back to the default where there is one', () => {
      const { configuration, changes } = update({ description: null, tools: null, memory: null });

      expect(configuration).not.toHaveProperty('description');
      expect(configuration.tools).toEqual([]);
      expect(configuration.memory).toEqual({ enabled: false, scope: 'workspace' });
      expect(changes).toEqual(['description', 'tools', 'memory']);
    });

    it('does not clear what an agent needs', () => {
      expect(errorsOf(() => update({ capabilities: null }))).toEqual([
        {
          field: 'capabilities',
          rule: 'required',
          message: 'is required and cannot be removed',
        },
      ]);
    });

    it('replaces objects whole and memory one setting at a time', () => {
      const { configuration } = update({ parameters: { c: 3 }, memory: { enabled: false } });

      expect(configuration.parameters).toEqual({ c: 3 });
      expect(configuration.memory).toEqual({ enabled: false, scope: 'agent' });
    });

    it('changes one setting of what is learned and shown at a time', () => {
      const first = update({ memory: { settings: { auto_store: false, max_results: 3 } } });
      const { configuration } = composeConfiguration(
        first.configuration,
        { memory: { settings: { max_results: 5 } } },
        'configuration',
      );

      expect(configuration.memory).toEqual({
        enabled: true,
        scope: 'agent',
        settings: { auto_store: false, max_results: 5 },
      });
    });

    it('refuses another name and takes its own', () => {
      expect(update({ name: 'Clerk' }).changes).toEqual([]);
      expect(errorsOf(() => update({ name: 'Other' }))).toEqual([
        expect.objectContaining({ field: 'name', rule: 'immutable', allowed: ['Clerk'] }),
      ]);
    });

    it('is the same the second time', () => {
      const part = fc.record(
        {
          version: fc.constantFrom('1.0.0', '2.0.0'),
          tools: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
          memory: fc.record({ enabled: fc.boolean() }, { requiredKeys: [] }),
          description: fc.constantFrom('x', null),
          parameters: fc.dictionary(fc.constantFrom('p', 'q'), fc.jsonValue()),
        },
        { requiredKeys: [] },
      );
      fc.assert(
        fc.property(part, (body) => {
          const once = composeConfiguration(before, body, 'configuration').configuration;
          expect(composeConfiguration(once, body, 'configuration').changes).toEqual([]);
        }),
      );
    });
  });

  it('refuses or composes whatever JSON is sent, and nothing else', () => {
    const fields = fc.constantFrom(...Object.keys(minimum), 'tools', 'memory', 'llm', 'x');
    const outcomeOf = (body: unknown): string => {
      try {
        return deploy(body).name;
      } catch (error) {
        return error instanceof ProtocolError ? error.code : String(error);
      }
    };
    fc.assert(
      fc.property(fc.dictionary(fields, fc.jsonValue()), (body) => {
        expect(['INVALID_AGENT_CONFIGURATION', body['name']]).toContain(outcomeOf(body));
      }),
    );
  });
});
