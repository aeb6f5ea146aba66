import { says, startOpenAiStub, type ModelScript, type ModelStub } from '#testing';
import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import { modes, type Ground } from '../support/grounds.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

interface Said {
  readonly id: string;
  readonly sender: string;
  readonly performative: string;
  readonly content: Record<string, unknown>;
  readonly metadata?: {
    readonly rule?: string;
    readonly delegated?: readonly object[];
    readonly published?: readonly object[];
  };
}

/** Each agent answers by its instructions; none of them is told of the others' tools. */
const byInstructions: ModelScript = ({ body }) => {
  const said = JSON.stringify(body);
  if (said.includes('You write reports.')) return says('{"report": "Sales rose by 12 %."}');
  return says('{"analysis": "Rose.", "insights": ["12 %"], "secret": "not to be passed on"}');
};

/** The first and the last mode: rules are decided where turns run, whatever is below. */
const looked = modes.filter(([mode]) => mode !== 'database');

describe.each(looked)('a workflow by rules in the %s mode', (_mode, title, servers, open) => {
  describeWith(servers, title, () => {
    let stub: ModelStub;
    let ground: Ground;
    let server: RunningServer;
    let api: ContractFetch;

    beforeAll(async () => {
      [stub, ground] = await Promise.all([startOpenAiStub(byInstructions), open()]);
      server = await ServerUnderTest.start({
        settings: {
          ...ground.settings,
          ...{ CAXTON_LLM_BASE_URL: stub.baseUrl, CAXTON_LLM_API_KEY: 'key' },
          ...{ CAXTON_LLM_MODEL: 'stub', CAXTON_MAX_HOPS: '4' },
        },
      });
      api = await ContractFetch.of(server.url);
      await deploy('ReportGenerator', 'report-generation', { system_prompt: 'You write reports.' });
      await deploy('DataAnalyzer', 'data-analysis', {
        on_reply: [
          {
            to: 'report-generation',
            when: 'length(content.insights) > `0`',
            content: {
              request: `'Write the report.'`,
              analysis: 'content.analysis',
              asked: 'request.content.request',
            },
          },
          { to: 'archiving', when: `performative == 'refuse'` },
        ],
      });
    });
    afterAll(async () => {
      await server.process.stop();
      await Promise.all([stub.close(), ground.remove()]);
    });

    const deploy = async (name: string, capability: string, more: object): Promise<void> => {
      const body = { name, capabilities: [capability], system_prompt: `You are ${name}.`, ...more };
      const { status } = await api.call('/api/v1/agents', { body });
      expect(status).toBe(201);
    };

    const ask = async (id: string, capability: string): Promise<void> => {
      const content = { request: 'Q3 sales' };
      await api.call('/api/v1/messages', { body: { capability, content, conversation_id: id } });
    };

    const completed = async (id: string): Promise<readonly Said[]> => {
      const { body } = await eventually(
        () =>
          api.call<{ status: string; messages: Said[] }>(
            `/api/v1/conversations/${encodeURIComponent(id)}`,
          ),
        (seen) => seen.body.status === 'completed',
      );
      expect(body.status).toBe('completed');
      return body.messages;
    };

    it('goes from the analysis to the report, and the user gets both', async () => {
      await ask('workflow-1', 'data-analysis');
      const messages = await completed('workflow-1');
      expect(messages.map(({ sender, performative }) => [sender, performative])).toEqual([
        ['api_client', 'request'],
        ['DataAnalyzer', 'request'],
        ['DataAnalyzer', 'inform'],
        ['ReportGenerator', 'inform'],
      ]);
      const [, handedOn, analysis, report] = messages;
      expect(handedOn).toMatchObject({
        ...{ capability_target: 'report-generation', routed_to: 'ReportGenerator' },
        content: { request: 'Write the report.', analysis: 'Rose.', asked: 'Q3 sales' },
        metadata: { rule: 'on_reply[0]' },
      });
      expect(handedOn?.content).not.toHaveProperty('secret');
      expect(analysis?.metadata?.delegated).toEqual([
        {
          ...{ rule: 'on_reply[0]', to: 'report-generation' },
          messages: [{ message_id: handedOn?.id, routed_to: 'ReportGenerator' }],
        },
      ]);
      expect(report).toMatchObject({ receiver: 'api_client', in_reply_to: handedOn?.id });
      const { body } = await api.call<{ conversations: { id: string; participants: string[] }[] }>(
        '/api/v1/conversations',
      );
      const listed = body.conversations.find(({ id }) => id === 'workflow-1');
      expect(listed?.participants).toEqual(['api_client', 'DataAnalyzer', 'ReportGenerator']);
    });

    it('is shown as a graph of what led to what', async () => {
      interface Graph {
        nodes: { id: string; sender: string; agent?: string; status?: string; rule?: string }[];
        edges: { from: string; to: string; kind: string }[];
      }
      const path = '/api/v1/conversations/workflow-1/graph';
      const { body } = await api.call<Graph & Record<string, unknown>>(path);
      expect(body.nodes).toMatchObject([
        { sender: 'api_client', agent: 'DataAnalyzer', status: 'completed' },
        { sender: 'DataAnalyzer', agent: 'ReportGenerator', rule: 'on_reply[0]' },
        { sender: 'DataAnalyzer', receiver: 'api_client' },
        { sender: 'ReportGenerator', receiver: 'api_client' },
      ]);
      const [asked, handedOn, analysis, report] = body.nodes.map(({ id }) => id);
      expect(body.edges).toEqual([
        { from: handedOn, to: asked, kind: 'caused_by' },
        { from: analysis, to: asked, kind: 'in_reply_to' },
        { from: report, to: handedOn, kind: 'in_reply_to' },
      ]);
      expect((await api.call('/api/v1/conversations/none/graph')).status).toBe(404);
      expect((await api.call(`${path}?limit=0`)).status).toBe(400);
      expect((await api.call(`${path}?cursor=x`)).status).toBe(400);
      expect((await api.call(`${path}?depth=3`)).status).toBe(400);
    });

    it('is foretold by a dry run', async () => {
      const { body } = await api.call('/api/v1/messages?dry_run=true', {
        body: { capability: 'data-analysis', content: { request: 'Q3 sales' } },
      });
      expect(body).toMatchObject({
        on_reply: [
          {
            ...{ agent: 'DataAnalyzer', to: 'report-generation', performative: 'request' },
            when: 'length(content.insights) > `0`',
          },
          { agent: 'DataAnalyzer', to: 'archiving', when: `performative == 'refuse'` },
        ],
      });
    });

    it('is refused at deployment with the place of what cannot be read', async () => {
      const { status, body } = await api.call('/api/v1/agents/DataAnalyzer', {
        method: 'PUT',
        body: { on_reply: [{ to: 'report-generation', when: 'content.[' }] },
      });
      expect(status).toBe(422);
      expect(body).toMatchObject({
        error: {
          code: 'INVALID_AGENT_CONFIGURATION',
          details: { errors: [{ field: 'on_reply[0].when', rule: 'expression' }] },
        },
      });
    });

    it('tells who listens of every answer, as long as they do', async () => {
      await deploy('Source', 'sourcing', {});
      const subscriptions = [{ to: 'sourcing', content: { heard: 'content.analysis' } }];
      await deploy('Listener', 'noting', { subscriptions });
      await ask('heard', 'sourcing');
      const [asked, told, answered, noted, ...others] = await completed('heard');
      expect(others).toEqual([]);
      expect(told).toMatchObject({
        ...{ sender: 'Source', routed_to: 'Listener', capability_target: 'noting' },
        ...{ content: { heard: 'Rose.' }, metadata: { rule: 'subscriptions[0]' } },
      });
      expect(answered).toMatchObject({
        in_reply_to: asked?.id,
        metadata: { published: [{ to: 'Listener', message_id: told?.id }] },
      });
      expect(noted).toMatchObject({
        ...{ sender: 'Listener', receiver: 'api_client', in_reply_to: told?.id },
      });
      const dryRun = await api.call('/api/v1/messages?dry_run=true', {
        body: { capability: 'sourcing', content: { request: 'Q3 sales' } },
      });
      expect(dryRun.body).toMatchObject({ subscribers: [{ agent: 'Listener', as: 'noting' }] });
      await api.call('/api/v1/agents/Listener', { method: 'PUT', body: { subscriptions: null } });
      await ask('unheard', 'sourcing');
      expect(await completed('unheard')).toHaveLength(2);
    });

    it('ends where agents listen to each other: none hears what it led to', async () => {
      await deploy('Left', 'lefting', { subscriptions: [{ to: 'righting' }] });
      await deploy('Right', 'righting', { subscriptions: [{ to: 'lefting' }] });
      await ask('echo', 'lefting');
      const messages = await completed('echo');
      expect(messages.map(({ sender, performative }) => [sender, performative])).toEqual([
        ['api_client', 'request'],
        ['Left', 'request'],
        ['Left', 'inform'],
        ['Right', 'inform'],
      ]);
      expect(messages.at(-1)?.metadata?.published).toEqual([{ to: 'Left', skipped: 'LED_TO_IT' }]);
    });

    it('in a circle without progress ends soon, and the user is told why', async () => {
      await deploy('Ping', 'pinging', { on_reply: [{ to: 'ponging' }] });
      await deploy('Pong', 'ponging', { on_reply: [{ to: 'pinging' }] });
      await ask('circle', 'pinging');
      const messages = await completed('circle');
      expect(messages.at(-1)).toMatchObject({
        ...{ receiver: 'api_client', performative: 'failure' },
        content: { code: 'PING_PONG' },
      });
      // Twice to and fro between the two; what Ping would say to Pong for the third time is not sent.
      expect(messages.filter(({ performative }) => performative === 'inform')).toHaveLength(4);
    });
  });
});
