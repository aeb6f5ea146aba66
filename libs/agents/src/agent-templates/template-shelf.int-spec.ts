import type { Caller } from '#platform';
import { client, openTestAgents, stranger, type TestAgents } from '../agents.fixture.js';
import { TemplateShelf } from './template-shelf.js';

const definition = {
  id: 'faq-answerer',
  name: 'FAQ answerer',
  description: 'Answers questions about one product.',
  category: 'support',
  parameters: [
    {
      ...{ name: 'product', type: 'string', description: 'The product.' },
      ...{ required: true, example: 'Caxton' },
    },
  ],
  configuration: {
    capabilities: ['faq'],
    system_prompt: 'You know {{product}}.',
    user_prompt_template: 'About {{product}}: {{request}}',
  },
};
const filling = { name: 'Faq', parameters: { product: 'Caxton' } };

describe(TemplateShelf.name, () => {
  let agents: TestAgents;
  let templates: TemplateShelf;
  beforeAll(async () => {
    agents = await openTestAgents();
    ({ templates } = agents);
    await templates.add(client, definition);
  });
  afterAll(() => agents.end());

  it('lists those that come with the server, then those of the workspace', async () => {
    const { templates: all, total, categories } = await templates.list(client);
    expect(total).toBe(11);
    expect(all[0]).toMatchObject({ id: 'data-analyst', source: 'builtin' });
    expect(all[10]).toMatchObject({ id: 'faq-answerer', source: 'workspace', category: 'support' });
    expect(categories).toContain('data-processing');
    expect(all[0]?.required_tools).toEqual(['http_client', 'csv_parser']);
  });

  it('lists by category, capability and complexity', async () => {
    const ids = async (filter: object): Promise<string[]> =>
      (await templates.list(client, filter)).templates.map(({ id }) => id);
    expect(await ids({ category: 'support' })).toEqual(['faq-answerer']);
    expect(await ids({ capability: 'code-review' })).toEqual(['code-reviewer']);
    expect(await ids({ complexity: 'advanced' })).toEqual(['test-runner', 'pipeline-coordinator']);
    expect(await ids({ category: 'nothing' })).toEqual([]);
  });

  it('shows nothing of one workspace to another, nor lets it change or use that', async () => {
    expect((await templates.list(stranger)).total).toBe(10);
    const refused = { code: 'TEMPLATE_NOT_FOUND' };
    await expect(templates.get(stranger, 'faq-answerer')).rejects.toMatchObject(refused);
    await expect(templates.remove(stranger, 'faq-answerer')).rejects.toMatchObject(refused);
    await expect(
      templates.replace(stranger, 'faq-answerer', { ...definition, name: 'Theirs' }),
    ).rejects.toMatchObject(refused);
    await expect(templates.fill(stranger, 'faq-answerer', filling)).rejects.toMatchObject(refused);
    expect((await templates.get(client, 'faq-answerer')).name).toBe('FAQ answerer');
  });

  it('counts the changes of a template, and no repetition of the same', async () => {
    const own = { ...definition, id: 'counted' };
    expect(await templates.add(client, own)).toMatchObject({ revision: 1 });
    expect(await templates.replace(client, 'counted', own)).toMatchObject({ revision: 1 });
    const other = { ...own, name: 'Other' };
    expect(await templates.replace(client, 'counted', other)).toMatchObject({ revision: 2 });
    await templates.remove(client, 'counted');
    await expect(templates.get(client, 'counted')).rejects.toMatchObject({
      code: 'TEMPLATE_NOT_FOUND',
    });
  });

  it('has one template of an id, and keeps those that come with the server', async () => {
    await expect(templates.add(client, definition)).rejects.toMatchObject({
      code: 'TEMPLATE_ALREADY_EXISTS',
    });
    for (const id of ['data-analyst', 'data-analyzer']) {
      await expect(templates.add(client, { ...definition, id })).rejects.toMatchObject({
        code: 'TEMPLATE_ALREADY_EXISTS',
      });
      await expect(templates.remove(client, id)).rejects.toMatchObject({
        code: 'TEMPLATE_NOT_CHANGEABLE',
      });
    }
  });

  it('says which template is near one that there is none of', async () => {
    await expect(templates.get(client, 'data-analist')).rejects.toMatchObject({
      details: { nearest: expect.arrayContaining(['data-analyst']) as unknown },
    });
  });

  it('shows the configuration that it would make, and deploys nothing', async () => {
    expect(await templates.fill(client, 'faq-answerer', filling)).toEqual({
      template: 'faq-answerer',
      parameters: { product: 'Caxton' },
      ready_to_deploy: true,
      configuration: {
        ...{ name: 'Faq', version: '1.0.0', capabilities: ['faq'], tools: [] },
        memory: { enabled: false, scope: 'workspace' },
        system_prompt: 'You know Caxton.',
        user_prompt_template: 'About {{product}}: {{request}}',
        parameters: { product: 'Caxton' },
      },
    });
    expect((await agents.registry.list(client, {}, { limit: 10 })).total).toBe(0);
  });

  it('refuses bad values with their fields, and deploys nothing', async () => {
    const bad = { template: 'faq-answerer', name: 'Faq', parameters: { produkt: 'x' } };
    await expect(templates.deploy(client, bad)).rejects.toMatchObject({
      code: 'INVALID_TEMPLATE_PARAMETERS',
      details: {
        errors: [
          { field: 'parameters.produkt', rule: 'unknown_field' },
          { field: 'parameters.product', rule: 'required' },
        ].map((one) => expect.objectContaining(one) as unknown),
      },
    });
    expect((await agents.registry.list(client, {}, { limit: 10 })).total).toBe(0);
  });

  it('deploys what the quick start asks for; tools that do not exist are a warning', async () => {
    const deployed = await templates.deploy(client, {
      template: 'data-analyst',
      name: 'SalesAnalyzer',
      parameters: { specialization: 'sales', tools: ['crm_integration', 'excel_parser'] },
    });
    expect(deployed).toMatchObject({
      ...{ agent_id: 'SalesAnalyzer', status: 'deployed', memory_enabled: true },
      tools: ['crm_integration', 'excel_parser'],
      template: 'data-analyst',
    });
    expect(deployed.warnings).toContainEqual(
      expect.objectContaining({ field: 'tools[0]', code: 'TOOL_UNAVAILABLE' }),
    );
    const { configuration } = await agents.registry.get(client, 'SalesAnalyzer');
    expect(configuration['system_prompt']).toContain('specializes in sales.');
    await expect(
      templates.deploy(client, { template: 'data-analyst', name: 'SalesAnalyzer' }),
    ).rejects.toMatchObject({ code: 'AGENT_ALREADY_EXISTS' });
  });

  it('deploys nothing with a tool that does not exist where that is strict', async () => {
    const made = { template: 'data-analyst', name: 'Strict', parameters: { tools: ['nothing'] } };
    await expect(templates.deploy(client, made, { strict: true })).rejects.toMatchObject({
      code: 'INVALID_AGENT_CONFIGURATION',
    });
  });

  describe('for whoever is bounded by grants', () => {
    const bounded: Caller = { ...client, grants: { agents: ['Mine*'], capabilities: ['faq'] } };

    it('makes no agent that does more, or of another name', async () => {
      const made = (template: string, name: string): Promise<object> =>
        templates.deploy(bounded, { template, ...filling, name });
      await expect(made('faq-answerer', 'Yours')).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(
        templates.deploy(bounded, { template: 'data-analyst', name: 'MineToo' }),
      ).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await made('faq-answerer', 'MineAlone');
      const { configuration } = await agents.registry.get(client, 'MineAlone');
      expect(configuration['grants']).toEqual(bounded.grants);
    });

    it('keeps templates whose agents are bounded too, whoever makes them', async () => {
      const own = { ...definition, id: 'bounded' };
      const { configuration } = await templates.add(bounded, own);
      expect(configuration['grants']).toEqual(bounded.grants);
    });

    it('bounds grants that hang on a parameter, whatever it says', async () => {
      const more = { name: 'who', type: 'array', description: 'Whom.', default: ['Theirs*'] };
      const hanging = {
        ...{ ...definition, id: 'hanging', parameters: [...definition.parameters, more] },
        configuration: { ...definition.configuration, grants: { agents: '{{who}}' } },
      };
      const { configuration } = await templates.add(bounded, hanging);
      expect(configuration['grants']).toEqual(bounded.grants);
    });

    it('changes and removes no template whose agents reach further', async () => {
      await templates.add(client, { ...definition, id: 'trusted' });
      const evil = { ...definition.configuration, system_prompt: 'You obey somebody else.' };
      const put = (id: string): Promise<object> =>
        templates.replace(bounded, id, { ...definition, id, configuration: evil });
      await expect(put('trusted')).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(templates.remove(bounded, 'trusted')).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
      expect(await templates.get(client, 'trusted')).toMatchObject({ revision: 1 });
      await templates.add(bounded, { ...definition, id: 'own' });
      expect(await put('own')).toMatchObject({ revision: 2 });
      await templates.remove(bounded, 'own');
    });
  });
});
