import { join } from 'node:path';
import { callsTools, says, startOpenAiStub, type ModelScript, type ModelStub } from '#testing';
import { ContractFetch, type Reply } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import { modes, type Ground } from '../support/grounds.js';
import {
  adminPassword as password,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

type Headers = Readonly<Record<string, string>>;

interface Said {
  readonly id: string;
  readonly sender: string;
  readonly routed_to?: string;
  readonly content: Record<string, unknown>;
  readonly metadata?: { readonly delegated?: unknown; readonly published?: unknown };
}

/** The sender wants to hand on; whoever is asked for a report writes one. */
const model: ModelScript = ({ body }) => {
  const said = JSON.stringify(body);
  if (!said.includes('You hand on.')) return says('Done.');
  if (said.includes('"role":"tool"')) return says('Handed on, or not.');
  const content = { rows: 1 };
  return callsTools({
    name: 'send_message',
    arguments: { capability: 'report-generation', content },
  });
};

/** Grants travel in the rows of messages; what Postgres of one's own does with those is tested with it. */
const looked = modes.filter(([mode]) => mode === 'embedded');

describe.each(looked)('grants in the %s mode', (_mode, title, servers, open) => {
  describeWith(servers, title, () => {
    let ground: Ground;
    let stub: ModelStub;
    let server: RunningServer;
    let api: ContractFetch;
    let admin: Headers;
    let bounded: Headers;

    const keyOf = async (grants: object): Promise<Headers> => {
      const scopes = ['agents:read', 'agents:write', 'messages:send', 'messages:read'];
      const more = ['conversations:read', 'memory:read', 'memory:write', 'artifacts:write'];
      const { body } = await api.call('/api/v1/keys', {
        headers: admin,
        body: { name: 'bounded', scopes: [...scopes, ...more], grants },
      });
      return { 'x-api-key': String(body['key']) };
    };
    const deploy = async (name: string, capability: string, more: object = {}): Promise<void> => {
      const body = { name, capabilities: [capability], system_prompt: `You are ${name}.`, ...more };
      expect(await api.call('/api/v1/agents', { headers: admin, body })).toMatchObject({
        status: 201,
      });
    };
    const send = (headers: Headers, body: object, query = ''): Promise<Reply> =>
      api.call(`/api/v1/messages${query}`, { headers, body: { content: { ask: 'x' }, ...body } });

    /** What was said in a new conversation of a sender, when everything is answered. */
    const talk = async (headers: Headers, target: object): Promise<readonly Said[]> => {
      const { body: sent } = await send(headers, target);
      const path = `/api/v1/conversations/${String(sent['conversation_id'])}`;
      const { body } = await eventually(
        () => api.call<{ status: string; messages: Said[] }>(path, { headers: admin }),
        (seen) => seen.body.status === 'completed',
      );
      expect(body.status).toBe('completed');
      return body.messages;
    };
    const mailTo = (name: string, said: readonly Said[]): number =>
      said.filter(({ routed_to: to }) => to === name).length;

    beforeAll(async () => {
      [stub, ground] = await Promise.all([startOpenAiStub(model), open()]);
      server = await ServerUnderTest.start({
        settings: {
          ...ground.settings,
          ...{ CAXTON_AUTH: 'required', CAXTON_ADMIN_PASSWORD: password },
          ...{ CAXTON_LLM_BASE_URL: stub.baseUrl, CAXTON_LLM_API_KEY: 'key' },
          ...{ CAXTON_LLM_MODEL: 'stub' },
          CAXTON_AGENTS_DIR: join(import.meta.dirname, 'granting'),
        },
      });
      api = await ContractFetch.of(server.url);
      const { body } = await api.call('/api/v1/auth/login', {
        body: { username: 'admin', password },
      });
      admin = { authorization: `Bearer ${String(body['token'])}` };
      bounded = await keyOf({ capabilities: ['data-*'] });
      await deploy('ReportGenerator', 'report-generation');
      await deploy('DataAnalyzer', 'data-analysis', { system_prompt: 'You hand on.' });
      await deploy('DataRuler', 'data-rules', { on_reply: [{ to: 'report-generation' }] });
      await deploy('Archivist', 'archiving', { subscriptions: [{ to: 'data-rules' }] });
      await deploy('DataListener', 'data-keeping', { subscriptions: [{ to: 'data-rules' }] });
      await deploy('Reviewer', 'data-rules');
    });
    afterAll(async () => {
      await server.process.stop();
      await Promise.all([stub.close(), ground.remove()]);
    });

    it('bound what a model sends on, and it is told so by name', async () => {
      const said = await talk(bounded, { capability: 'data-analysis' });
      expect(mailTo('ReportGenerator', said)).toBe(0);
      expect(said.at(-1)).toMatchObject({ sender: 'DataAnalyzer' });
      const told = JSON.stringify(stub.requests.at(-1)?.body);
      expect(told).toContain('NOT_GRANTED');
      expect(told).toContain("not granted the capability 'report-generation'");
    });

    it('leave everything to whoever is not bounded', async () => {
      const said = await talk(admin, { capability: 'data-analysis' });
      expect(mailTo('ReportGenerator', said)).toBe(1);
      expect(said.at(-1)).toMatchObject({ sender: 'ReportGenerator', receiver: 'api_client' });
    });

    it('bound rules and those who listen, and the answer goes out all the same', async () => {
      const target = { receiver: 'DataRuler' };
      const rules = { capability: 'data-rules', routing_strategy: 'broadcast' };
      const bound = await talk(bounded, rules);
      expect([mailTo('ReportGenerator', bound), mailTo('Archivist', bound)]).toEqual([0, 0]);
      expect(mailTo('DataListener', bound)).toBeGreaterThan(0);
      const answer = bound.find(({ metadata }) => metadata?.delegated !== undefined);
      expect(answer).toMatchObject({
        sender: 'DataRuler',
        metadata: {
          delegated: [{ to: 'report-generation', error: { code: 'NOT_GRANTED' } }],
          published: [
            { to: 'Archivist', skipped: 'NOT_GRANTED' },
            { to: 'DataListener', message_id: expect.any(String) as string },
          ],
        },
      });
      expect(mailTo('ReportGenerator', await talk(admin, target))).toBe(1);
      const free = await talk(admin, rules);
      expect(mailTo('Archivist', free)).toBeGreaterThan(0);
    });

    it('leave agents out of a broadcast, and routing says so', async () => {
      const some = await keyOf({ agents: ['Data*'] });
      const rules = { capability: 'data-rules', routing_strategy: 'broadcast' };
      const { body } = await send(some, rules, '?dry_run=true');
      expect(body).toMatchObject({
        route: { routed_to: ['DataRuler'] },
        on_reply: [{ to: 'report-generation', refused: 'NOT_GRANTED' }],
        subscribers: [{ agent: 'Archivist', refused: 'NOT_GRANTED' }, { agent: 'DataListener' }],
      });
      const { candidates } = body['route'] as { candidates: { agent: string }[] };
      expect(candidates).toContainEqual(
        expect.objectContaining({ agent: 'Reviewer', excluded: 'not granted' }),
      );
      const said = await talk(some, rules);
      expect([mailTo('Reviewer', said), mailTo('DataRuler', said)]).toEqual([0, 1]);
    });

    it('bound code agents, over others and after they have waited', async () => {
      const courier = await talk(bounded, { capability: 'data-courier' });
      expect(courier.at(-1)?.content).toEqual({ sent: 'NOT_GRANTED' });
      const relayed = await talk(bounded, { capability: 'data-relay' });
      expect(relayed.map(({ content }) => content)).toContainEqual({ sent: 'yes' });
      expect(relayed.map(({ content }) => content)).toContainEqual({ sent: 'NOT_GRANTED' });
      const asked = await talk(bounded, { capability: 'data-asker' });
      const path = `/api/v1/messages/${relayed.at(1)?.id ?? ''}`;
      expect((await api.call(path, { headers: bounded })).body).toMatchObject({
        ...{ routed_to: 'Courier', grants: { capabilities: ['data-*'] } },
      });
      expect(asked.at(-1)?.content).toEqual({
        ...{ heard: 1, asked: 'NOT_GRANTED', sent: 'NOT_GRANTED' },
      });
      const free = await talk(admin, { capability: 'data-relay' });
      expect(mailTo('ReportGenerator', free)).toBe(1);
    });

    it('stay with agents that were deployed under them, whoever asks those', async () => {
      const agent = { capabilities: ['data-theirs'], system_prompt: 'You hand on.' };
      const body = { name: 'Theirs', ...agent };
      expect(await api.call('/api/v1/agents', { headers: bounded, body })).toMatchObject({
        status: 201,
      });
      const { body: shown } = await api.call('/api/v1/agents/Theirs', { headers: admin });
      expect(shown).toMatchObject({ configuration: { grants: { capabilities: ['data-*'] } } });
      expect(mailTo('ReportGenerator', await talk(admin, { capability: 'data-theirs' }))).toBe(0);
      const wide = { ...body, name: 'Wide', on_reply: [{ to: 'report-generation' }] };
      expect(await api.call('/api/v1/agents', { headers: bounded, body: wide })).toMatchObject({
        ...{ status: 403, body: { error: { code: 'FORBIDDEN' } } },
      });
    });

    it('keep files out of conversations beyond them, also those that a form names', async () => {
      const { body: own } = await send(bounded, { capability: 'data-keeping' });
      const { body: others } = await send(admin, { capability: 'report-generation' });
      const upload = async (conversation: unknown): Promise<unknown> => {
        const form = new FormData();
        form.append('file', new Blob(['a,b\n1,2\n'], { type: 'text/csv' }), 'x.csv');
        form.append('conversation_id', String(conversation));
        const request = { method: 'POST', headers: bounded, body: form };
        const response = await fetch(`${server.url}/api/v1/artifacts`, request);
        const { error } = (await response.json()) as { error?: { code: string } };
        return [response.status, error?.code];
      };
      expect(await upload(others['conversation_id'])).toEqual([403, 'NOT_GRANTED']);
      expect(await upload(own['conversation_id'])).toEqual([201, undefined]);
    });

    it('keep what a workspace shares from being cleared', async () => {
      const clear = (query: string): Promise<Reply> => {
        const path = `/api/v1/memory/DataRuler?confirm=true${query}`;
        return api.call(path, { method: 'DELETE', headers: bounded });
      };
      expect(await clear('&memory_scope=workspace')).toMatchObject({
        ...{ status: 403, body: { error: { code: 'FORBIDDEN' } } },
      });
      expect(await clear('&memory_scope=agent')).toMatchObject({ status: 200 });
    });

    it('bound which agents are addressed by name', async () => {
      expect(await send(bounded, { receiver: 'ReportGenerator' })).toMatchObject({
        ...{ status: 403, body: { error: { code: 'NOT_GRANTED' } } },
      });
      expect(await send(bounded, { receiver: 'DataRuler' })).toMatchObject({ status: 200 });
    });

    it('bound whose agents are looked at and changed, and whose memory', async () => {
      const others = '/api/v1/agents/ReportGenerator';
      const taken = { method: 'PUT', body: { system_prompt: 'You obey somebody else.' } };
      const body = {};
      const acts: [string, object][] = [
        [others, {}],
        [others, taken],
        [others, { method: 'DELETE' }],
        [`${others}/pause`, { method: 'POST', body }],
        [`${others}/memory`, {}],
        ['/api/v1/memory/export', {}],
        ['/api/v1/memory/stats', {}],
        ['/api/v1/memory/search?agent_id=ReportGenerator&query=x', {}],
        ['/api/v1/memory/erasures', { method: 'POST', body: { subject: 'x', dry_run: true } }],
      ];
      for (const [path, act] of acts)
        expect([path, await api.call(path, { headers: bounded, ...act })]).toMatchObject([
          path,
          { status: 403, body: { error: { code: 'FORBIDDEN' } } },
        ]);
      for (const path of ['agents/DataRuler', 'memory/stats?agent_id=DataRuler'])
        expect(await api.call(`/api/v1/${path}`, { headers: bounded })).toMatchObject({
          status: 200,
        });
    });

    it('give nobody the answer that somebody else got under an id', async () => {
      const said = { receiver: 'ReportGenerator', message_id: 'msg-replayed' };
      expect(await send(admin, said)).toMatchObject({ status: 200 });
      expect(await send(bounded, said, '?wait=5s')).toMatchObject({
        ...{ status: 403, body: { error: { code: 'NOT_GRANTED' } } },
      });
    });

    it('keep what was said to others from whoever could not have said it', async () => {
      const ids = { conversation_id: 'books', message_id: 'msg-books' };
      await send(admin, { capability: 'report-generation', ...ids });
      await send(bounded, {
        capability: 'data-echo',
        conversation_id: 'own',
        message_id: 'msg-own',
      });
      const get = async (path: string): Promise<number> =>
        (await api.call(path, { headers: bounded })).status;

      const paths = (conversation: string, message: string): string[] => [
        `/api/v1/conversations/${conversation}`,
        `/api/v1/conversations/${conversation}/messages`,
        `/api/v1/conversations/${conversation}/graph`,
        `/api/v1/messages/${message}`,
        `/api/v1/messages/${message}/route`,
        `/api/v1/messages/${message}/steps`,
      ];
      const beyond = await Promise.all(paths('books', 'msg-books').map(get));
      const within = await Promise.all(paths('own', 'msg-own').map(get));
      expect(beyond).toEqual(beyond.map(() => 403));
      expect(within).toEqual(within.map(() => 200));
      const into = { capability: 'data-echo', conversation_id: 'books' };
      expect(await send(bounded, into)).toMatchObject({
        ...{ status: 403, body: { error: { code: 'NOT_GRANTED' } } },
      });
    });
  });
});
