import { client, configure, openTestAgents, type TestAgents } from '../agents.fixture.js';
import { ConfigurationInspector } from './configuration-inspector.js';

describe(ConfigurationInspector.name, () => {
  let agents: TestAgents;
  let inspector: ConfigurationInspector;
  beforeAll(async () => {
    agents = await openTestAgents();
    ({ inspector } = agents);
    await agents.registry.deploy(client, configure('Taken', ['work']));
  });
  afterAll(() => agents.end());

  const errorsOf = async (content: unknown, more: object = {}): Promise<string[]> => {
    const { errors, valid } = await inspector.check(client, { content: content as never, ...more });
    expect(valid).toBe(errors.length === 0);
    return errors.map(({ field, rule }) => `${field} ${rule}`);
  };

  it('shows what would be deployed, with every default, and deploys nothing', async () => {
    const {
      valid,
      parsed_config: parsed,
      validation_results: results,
    } = await inspector.check(client, { content: configure('New', ['work']) as never });
    expect(valid).toBe(true);
    expect(parsed).toMatchObject({ name: 'New', version: '1.0.0', tools: [] });
    expect(Object.values(results).every(Boolean)).toBe(true);
    expect((await agents.registry.list(client, {}, { limit: 10 })).total).toBe(1);
  });

  it('tells everything that is wrong at once, also what shows only without the first faults', async () => {
    const content = {
      ...{ name: 'Taken', capabilities: [], user_prompt_template: '{{', memory: { scope: 'moon' } },
      ...{ tools: ['crm__look'], tool_policies: { csv_parser: { methods: ['GET'] } } },
    };
    expect(await errorsOf(content)).toEqual([
      'capabilities min_items',
      'memory.scope allowed',
      'system_prompt required',
      'user_prompt_template template',
      'name unique',
      'tools[0] available',
      'tool_policies.csv_parser.methods allowed',
    ]);
  });

  it('warns of tools that do not exist, refuses them strictly, or lets them be', async () => {
    const content = configure('New', ['work'], { tools: ['nothing'] });
    const { warnings } = await inspector.check(client, { content: content as never });
    expect(warnings).toEqual([expect.objectContaining({ code: 'TOOL_UNAVAILABLE' })]);
    expect(await errorsOf(content, { strict_mode: true })).toEqual(['tools[0] available']);
    expect(await errorsOf(content, { strict_mode: true, check_tool_availability: false })).toEqual(
      [],
    );
  });

  it('reads JSON that is text, and says where it is none', async () => {
    expect(await errorsOf(JSON.stringify(configure('New', ['work'])))).toEqual([]);
    expect(await errorsOf('name = "New"')).toEqual(['content json']);
    expect(await errorsOf('[]')).toContain(' type');
  });

  it('tells whoever is bounded by grants what they may not deploy', async () => {
    const bounded = { ...client, grants: { capabilities: ['play'] } };
    const { errors } = await inspector.check(bounded, {
      content: configure('New', ['work']) as never,
    });
    expect(errors).toEqual([expect.objectContaining({ rule: 'granted' })]);
  });
});
