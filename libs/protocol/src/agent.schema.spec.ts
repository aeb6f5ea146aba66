import { agentConfiguration, agentConfigurationFields, agentUpdate } from './agent.schema.js';

const minimum = { name: 'Clerk', capabilities: ['filing'], system_prompt: 'You file.' };

/** The first segment of each bad field's path. */
function badFields(
  schema: typeof agentConfiguration | typeof agentUpdate,
  body: object,
): unknown[] {
  return schema.safeParse(body).error?.issues.map(({ path }) => path[0]) ?? [];
}
const bad = (fields: object): unknown[] => badFields(agentConfiguration, { ...minimum, ...fields });

describe('agentConfiguration', () => {
  it("takes the contract's agents as printed (quick start, sections 1 and 9 and the clients)", () => {
    const [first] = (agentConfiguration.meta()?.['examples'] ?? []) as object[];
    const reportGenerator = {
      name: 'ReportGenerator',
      version: '1.0.0',
      capabilities: ['report-generation', 'document-creation'],
      tools: ['pdf_generator', 'template_engine'],
      memory: { enabled: true, scope: 'workspace' },
      system_prompt: 'You create professional reports from analysis\n      results.',
    };

    expect(bad({ ...first })).toEqual([]);
    expect(bad(reportGenerator)).toEqual([]);
    expect(bad({})).toEqual([]);
  });

  it('needs a name, capabilities and a system prompt', () => {
    expect(badFields(agentConfiguration, {})).toEqual(['name', 'capabilities', 'system_prompt']);
  });

  it.each(['DataAnalyzer', 'a', 'data-analyzer', 'A_1', 'a'.repeat(64)])(
    'takes the name %s',
    (name) => {
      expect(bad({ name })).toEqual([]);
    },
  );

  it.each(['', '1a', '-a', 'a b', 'ä', 'a/b', 'a\n', 'a'.repeat(65), 7, null])(
    'refuses the name %j',
    (name) => {
      expect(bad({ name })).toEqual(['name']);
    },
  );

  it.each(['data-analysis', 'data-analysis.statistical', 'a', '3d-printing', 'a'.repeat(100)])(
    'takes the capability %s',
    (capability) => {
      expect(bad({ capabilities: [capability] })).toEqual([]);
    },
  );

  it.each([
    '',
    'Data-Analysis',
    'data_analysis',
    '-a',
    'a-',
    'a--b',
    'a b',
    'a:b',
    'a'.repeat(101),
  ])('refuses the capability %j', (capability) => {
    expect(bad({ capabilities: [capability] })).toContain('capabilities');
  });

  it('takes one to twenty capabilities', () => {
    const many = (count: number): string[] =>
      Array.from({ length: count }, (_, n) => `c${String(n)}`);

    expect(bad({ capabilities: many(20) })).toEqual([]);
    expect(bad({ capabilities: many(21) })).toEqual(['capabilities']);
    expect(bad({ capabilities: [] })).toEqual(['capabilities']);
  });

  it.each(['1.0.0', '0.0.1', '2.1.3-beta', '1.0.0-rc.1+build.5'])(
    'takes the version %s',
    (version) => {
      expect(bad({ version })).toEqual([]);
    },
  );

  it.each(['1', '1.0', 'v1.0.0', '01.0.0', '1.0.0 ', 'latest'])(
    'refuses the version %s',
    (version) => {
      expect(bad({ version })).toEqual(['version']);
    },
  );

  it.each([
    { memory: { enabled: true, scope: 'agent-only' } },
    { memory_enabled: true, memory_scope: 'global' },
    { llm: { provider: 'anthropic', temperature: 0.7, max_tokens: 4_096 } },
    { timeout: '2m' },
    { parameters: { region: 'EU', limits: [1, 2, { deep: null }] } },
    { capability_metadata: { filing: { description: 'Files papers.' } } },
    { tool_config: { http_client: { timeout: '30s' } } },
    { anything: 'else' },
  ])('takes %j', (fields) => {
    expect(bad(fields)).toEqual([]);
  });

  it.each([
    [{ memory: { scope: 'planet' } }, 'memory'],
    [{ memory_scope: 'planet' }, 'memory_scope'],
    [{ llm: { temperature: 3 } }, 'llm'],
    [{ llm: { provider: 'oracle' } }, 'llm'],
    [{ timeout: 30 }, 'timeout'],
    [{ tools: ['1st'] }, 'tools'],
    [{ tools: [{ name: 'http_client' }] }, 'tools'],
    [{ tool_config: { http_client: 'fast' } }, 'tool_config'],
    [{ parameters: [] }, 'parameters'],
    [{ system_prompt: '' }, 'system_prompt'],
    [{ system_prompt: 'x'.repeat(100_001) }, 'system_prompt'],
    [{ tags: [''] }, 'tags'],
  ])('refuses %j', (fields, field) => {
    expect(bad(fields)).toEqual([field]);
  });
});

describe('agentUpdate', () => {
  it('takes any part alone and refuses the same bad values', () => {
    expect(badFields(agentUpdate, {})).toEqual([]);
    expect(badFields(agentUpdate, { version: '1.1.0' })).toEqual([]);
    expect(badFields(agentUpdate, { capabilities: [] })).toEqual(['capabilities']);
    expect(badFields(agentUpdate, { system_prompt: '' })).toEqual(['system_prompt']);
  });
});

describe('agentConfigurationFields', () => {
  it('begins with the name and holds every field of the schema', () => {
    expect(agentConfigurationFields[0]).toBe('name');
    expect(new Set(agentConfigurationFields)).toEqual(
      new Set(Object.keys(agentConfiguration.shape)),
    );
  });
});
