import { ProtocolError } from '#protocol';
import {
  addPast,
  addWaiting,
  client,
  configure,
  emptyMailboxes,
  look,
  openTestAgents,
  stranger,
  type TestAgents,
} from '../agents.fixture.js';
import { AgentRegistry } from './agent-registry.js';

/** The quick start's own (section 1). */
const dataAnalyzer = {
  name: 'DataAnalyzer',
  version: '1.0.0',
  capabilities: ['data-analysis', 'report-generation'],
  tools: ['http_client', 'csv_parser'],
  memory: { enabled: true, scope: 'workspace' },
  system_prompt: 'You are a data analysis expert.',
  user_prompt_template: 'Analyze this request: {{request}}\n\n Data source: {{data_source}}',
};

describe(AgentRegistry.name, () => {
  let agents: TestAgents;
  beforeEach(async () => {
    agents = await openTestAgents();
  });
  afterEach(() => agents.end());

  const codeOf = (act: Promise<unknown>): Promise<string> =>
    act.then(
      () => 'done',
      (error: unknown) => (error instanceof ProtocolError ? error.code : String(error)),
    );

  async function untilSomebodyWaits(): Promise<void> {
    const waiting = `select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await look(agents.database, waiting)).length === 0);
  }

  describe('deploys an agent', () => {
    it("in the contract's shape", async () => {
      const answer = await agents.registry.deploy(client, dataAnalyzer);

      expect(answer).toEqual({
        agent_id: 'DataAnalyzer',
        status: 'deployed',
        version: '1.0.0',
        version_number: 1,
        capabilities: ['data-analysis', 'report-generation'],
        memory_enabled: true,
        tools: ['http_client', 'csv_parser'],
        deployment_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
      });
    });

    it('once: the second of the same name is refused, in another workspace it is not', async () => {
      await agents.registry.deploy(client, dataAnalyzer);

      expect(await codeOf(agents.registry.deploy(client, dataAnalyzer))).toBe(
        'AGENT_ALREADY_EXISTS',
      );
      expect(await codeOf(agents.registry.deploy(stranger, dataAnalyzer))).toBe('done');
    });

    it('once, also when twenty deploy it at the same moment', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () => codeOf(agents.registry.deploy(client, dataAnalyzer))),
      );

      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'AGENT_ALREADY_EXISTS')).toHaveLength(19);
      expect((await agents.registry.list(client, {}, { limit: 10 })).total).toBe(1);
    });

    it('beside others with the same capabilities in another order', async () => {
      const names = Array.from({ length: 15 }, (_, n) => `cap-${String(n)}`);
      await Promise.all(
        names.map((_, n) =>
          agents.registry.deploy(
            client,
            configure(`A${String(n)}`, [...names.slice(n), ...names.slice(0, n)]),
          ),
        ),
      );

      expect((await agents.registry.list(client, {}, { limit: 50 })).total).toBe(15);
    });

    it('holding capabilities in the order of their names: two cannot wait for each other', async () => {
      await agents.registry.deploy(client, configure('First', ['alpha', 'beta']));
      let deployed: Promise<unknown> | undefined;
      await agents.database.transaction(client, async (tx) => {
        await tx.rows({
          name: 'test.hold-beta',
          text: `update capabilities set updated_at = now() where name = 'beta'`,
        });
        deployed = agents.registry.deploy(client, configure('Second', ['beta', 'alpha']));
        await untilSomebodyWaits();
        const free = await look(
          agents.database,
          `select name from capabilities where name = 'alpha' for update skip locked`,
        );
        expect(free).toEqual([]);
      });
      await deployed;
    });

    it('with a warning of tools that do not exist; strictly it is refused for them', async () => {
      const body = configure('ReportGenerator', ['document-creation'], {
        tools: ['pdf_generator', 'csv_praser'],
      });

      const { warnings } = await agents.registry.deploy(client, body);
      expect(warnings?.map(({ field, code }) => [field, code])).toEqual([
        ['tools[0]', 'TOOL_UNAVAILABLE'],
        ['tools[1]', 'TOOL_UNAVAILABLE'],
      ]);
      expect(warnings?.[1]?.message).toContain('did you mean csv_parser');
      const strict = agents.registry.deploy(client, { ...body, name: 'Other' }, { strict: true });
      await expect(strict).rejects.toMatchObject({
        code: 'INVALID_AGENT_CONFIGURATION',
        details: {
          errors: [
            expect.objectContaining({ field: 'tools[0]', allowed: ['http_client', 'csv_parser'] }),
            expect.objectContaining({ field: 'tools[1]' }),
          ],
        },
      });
      expect(await codeOf(agents.registry.get(client, 'Other'))).toBe('AGENT_NOT_FOUND');
    });
  });

  describe('with rules for its answers', () => {
    const body = configure('Analyst', ['data-analysis', 'reporting'], {
      on_reply: [{ to: 'reporting' }],
    });

    it('warns of a capability that no other agent provides; strictly it refuses it', async () => {
      const { warnings } = await agents.registry.deploy(client, body);
      expect(warnings?.map(({ field, code }) => [field, code])).toEqual([
        ['on_reply[0].to', 'CAPABILITY_UNAVAILABLE'],
      ]);
      const strict = agents.registry.deploy(
        client,
        { ...body, name: 'Other', on_reply: [{ to: 'nowhere' }] },
        { strict: true },
      );
      await expect(strict).rejects.toMatchObject({
        code: 'INVALID_AGENT_CONFIGURATION',
        details: { errors: [expect.objectContaining({ field: 'on_reply[0].to' })] },
      });
    });

    it('has nothing to warn of once another agent provides it', async () => {
      await agents.registry.deploy(client, configure('Reporter', ['reporting']));
      expect((await agents.registry.deploy(client, body)).warnings).toBeUndefined();
      const { warnings } = await agents.registry.update(client, 'Analyst', {
        on_reply: [{ to: 'reporting' }, { to: 'nowhere' }],
      });
      expect(warnings?.map(({ field }) => field)).toEqual(['on_reply[1].to']);
    });
  });

  describe('updates an agent', () => {
    beforeEach(() => agents.registry.deploy(client, dataAnalyzer));

    it('in part, as a new version, and says what changed', async () => {
      const answer = await agents.registry.update(client, 'DataAnalyzer', {
        version: '1.1.0',
        capabilities: ['data-analysis', 'report-generation', 'trend-prediction'],
        system_prompt: 'Enhanced data analyst.',
      });

      expect(answer).toMatchObject({
        agent_id: 'DataAnalyzer',
        status: 'updated',
        version: '1.1.0',
        version_number: 2,
        capabilities: ['data-analysis', 'report-generation', 'trend-prediction'],
        changes: ['version', 'capabilities', 'system_prompt'],
      });
      const detail = await agents.registry.get(client, 'DataAnalyzer');
      expect(detail.configuration['user_prompt_template']).toBe(dataAnalyzer.user_prompt_template);
      expect(detail.tools).toEqual(dataAnalyzer.tools);
    });

    it('without touching the version before, which turns that run still load', async () => {
      const [row] = await look<{ id: string }>(agents.database, 'select id from agents');
      const before = await agents.versions.load(client, row?.id ?? '', 1);
      await agents.registry.update(client, 'DataAnalyzer', { system_prompt: 'Other.' });

      const other = agents.openOther();
      expect(await other.versions.load(client, row?.id ?? '', 1)).toEqual(before);
      expect((await other.versions.load(client, row?.id ?? '', 2))?.configuration).toMatchObject({
        system_prompt: 'Other.',
      });
    });

    it('not at all when nothing is another', async () => {
      const answer = await agents.registry.update(client, 'DataAnalyzer', dataAnalyzer);

      expect(answer).toMatchObject({ version_number: 1, changes: [] });
      expect(await look(agents.database, 'select from agent_versions')).toHaveLength(1);
    });

    it('with the capabilities of its last version only', async () => {
      await agents.registry.update(client, 'DataAnalyzer', { capabilities: ['forecasting'] });

      const { capabilities } = await agents.catalog.list(client);
      expect(capabilities.map(({ name }) => name)).toEqual(['forecasting']);
    });

    it('one after another, however many come at once: no version is lost or given twice', async () => {
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, n) =>
          agents.registry.update(client, 'DataAnalyzer', { metadata: { n } }),
        ),
      );

      const numbers = answers.map(({ version_number }) => version_number).sort((a, b) => a - b);
      expect(numbers).toEqual(Array.from({ length: 12 }, (_, n) => n + 2));
    });

    it('never into another name, and never into something bad', async () => {
      expect(await codeOf(agents.registry.update(client, 'DataAnalyzer', { name: 'B' }))).toBe(
        'INVALID_AGENT_CONFIGURATION',
      );
      expect(
        await codeOf(agents.registry.update(client, 'DataAnalyzer', { capabilities: [] })),
      ).toBe('INVALID_AGENT_CONFIGURATION');
      expect(await codeOf(agents.registry.update(client, 'Nobody', {}))).toBe('AGENT_NOT_FOUND');
    });
  });

  describe('removes an agent', () => {
    beforeEach(() => agents.registry.deploy(client, dataAnalyzer));

    it('at once when nothing waits, and gives its name away', async () => {
      expect(await agents.registry.remove(client, 'DataAnalyzer')).toMatchObject({
        status: 'removed',
        pending_messages: 0,
      });
      expect(await codeOf(agents.registry.get(client, 'DataAnalyzer'))).toBe('AGENT_NOT_FOUND');
      expect((await agents.catalog.list(client)).capabilities).toEqual([]);
      expect(await agents.registry.deploy(client, dataAnalyzer)).toMatchObject({
        version_number: 1,
      });
    });

    it('by draining while mail waits, and for good when the last is done', async () => {
      await addWaiting(agents.database, 'DataAnalyzer', 'conv-1', 3);

      expect(await agents.registry.remove(client, 'DataAnalyzer')).toEqual({
        agent_id: 'DataAnalyzer',
        status: 'draining',
        pending_messages: 3,
      });
      expect((await agents.registry.get(client, 'DataAnalyzer')).status).toBe('draining');
      expect(await codeOf(agents.router.route(client, { capability: 'data-analysis' }))).toBe(
        'INVALID_CAPABILITY',
      );
      expect(await codeOf(agents.registry.deploy(client, dataAnalyzer))).toBe(
        'AGENT_ALREADY_EXISTS',
      );
      expect(await agents.finishDraining()).toEqual([]);

      await emptyMailboxes(agents.database, 'DataAnalyzer');
      expect(await agents.finishDraining()).toEqual(['DataAnalyzer']);
      expect(await codeOf(agents.registry.get(client, 'DataAnalyzer'))).toBe('AGENT_NOT_FOUND');
      expect(await look(agents.database, 'select from agent_capabilities')).toEqual([]);
    });

    it('by force although mail waits', async () => {
      await addWaiting(agents.database, 'DataAnalyzer', 'conv-1', 2);

      expect(await agents.registry.remove(client, 'DataAnalyzer', { force: true })).toMatchObject({
        status: 'removed',
        pending_messages: 2,
      });
    });

    it('no longer when it is resumed before it has drained', async () => {
      await addWaiting(agents.database, 'DataAnalyzer', 'conv-1');
      await agents.registry.remove(client, 'DataAnalyzer');
      await agents.registry.resume(client, 'DataAnalyzer');
      await emptyMailboxes(agents.database, 'DataAnalyzer');

      expect(await agents.finishDraining()).toEqual([]);
      expect((await agents.registry.get(client, 'DataAnalyzer')).status).toBe('running');
    });

    it('only in the workspace of the caller', async () => {
      expect(await codeOf(agents.registry.remove(stranger, 'DataAnalyzer'))).toBe(
        'AGENT_NOT_FOUND',
      );
    });
  });

  it('pauses and resumes, and doing so twice is doing so once', async () => {
    await agents.registry.deploy(client, dataAnalyzer);

    const paused = await agents.registry.pause(client, 'DataAnalyzer');
    expect(paused).toMatchObject({ agent_id: 'DataAnalyzer', status: 'paused' });
    expect(await agents.registry.pause(client, 'DataAnalyzer')).toEqual(paused);
    expect((await agents.registry.resume(client, 'DataAnalyzer')).status).toBe('running');
    expect(await codeOf(agents.registry.pause(client, 'Nobody'))).toBe('AGENT_NOT_FOUND');
  });

  describe('lists agents', () => {
    it("in the contract's shape, with the deployment as first activity", async () => {
      const { deployment_time } = await agents.registry.deploy(client, dataAnalyzer);

      expect(await agents.registry.list(client, {}, { limit: 50 })).toEqual({
        agents: [
          {
            name: 'DataAnalyzer',
            type: 'configuration',
            status: 'running',
            version: '1.0.0',
            capabilities: ['data-analysis', 'report-generation'],
            memory: { enabled: true, scope: 'workspace', entities: 0 },
            uptime: expect.stringMatching(/^\d+s$/) as string,
            last_activity: deployment_time,
          },
        ],
        total: 1,
      });
    });

    it('with the end of the last message, or the start of the turn that runs', async () => {
      await agents.registry.deploy(client, dataAnalyzer);
      const lastActivity = async (): Promise<number> =>
        Date.parse((await agents.registry.get(client, 'DataAnalyzer')).last_activity);
      await look(agents.database, `update agents set deployed_at = now() - interval '9 hours'`);

      await addPast(agents.database, { agent: 'DataAnalyzer', count: 1, agoMs: 7_200_000 });
      const afterReply = await lastActivity();
      await addPast(agents.database, {
        agent: 'DataAnalyzer',
        capability: 'data-analysis',
        count: 2,
        agoMs: 3_600_000,
      });
      const afterWork = await lastActivity();
      await addWaiting(agents.database, 'DataAnalyzer', 'conv-1');
      await look(agents.database, 'update mailboxes set started_at = clock_timestamp()');

      expect(afterWork - afterReply).toBeGreaterThan(3_500_000);
      expect((await lastActivity()) - afterWork).toBeGreaterThan(3_500_000);
      expect((await agents.registry.get(client, 'DataAnalyzer')).uptime).toMatch(/^9h0m$/);
    });

    it('page by page, oldest first, each once', async () => {
      const names = Array.from({ length: 7 }, (_, n) => `Agent${String(n)}`);
      for (const name of names) await agents.registry.deploy(client, configure(name, ['work']));

      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await agents.registry.list(client, {}, { limit: 3, cursor });
        expect(page.total).toBe(7);
        seen.push(...page.agents.map(({ name }) => name));
        cursor = page.next_cursor;
      } while (cursor !== undefined);
      expect(seen).toEqual(names);
    });

    it('by capability, status and kind', async () => {
      await agents.registry.deploy(client, configure('A', ['work', 'play']));
      await agents.registry.deploy(client, configure('B', ['play']));
      await agents.deployCodeAgent(client, { name: 'C', capabilities: ['work'] });
      await agents.registry.pause(client, 'B');
      const names = async (filter: object): Promise<string[]> =>
        (await agents.registry.list(client, filter, { limit: 9 })).agents.map(({ name }) => name);

      expect(await names({ capability: 'work' })).toEqual(['A', 'C']);
      expect(await names({ status: 'paused' })).toEqual(['B']);
      expect(await names({ type: 'code' })).toEqual(['C']);
      expect(await names({ type: 'configuration', capability: 'play', status: 'running' })).toEqual(
        ['A'],
      );
      expect((await agents.registry.list(stranger, {}, { limit: 9 })).total).toBe(0);
    });

    it('never after a cursor that is none', async () => {
      const page = { limit: 1, cursor: 'x' };
      expect(await codeOf(agents.registry.list(client, {}, page))).toBe('INVALID_REQUEST');
    });
  });
});
