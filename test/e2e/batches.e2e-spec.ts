import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import {
  adminPassword,
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { pasteFor } from '../support/shell.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';
import { printed } from './quick-start/printed-blocks.js';

interface Batch extends Record<string, unknown> {
  readonly status: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly results: readonly { readonly status: string; readonly error?: { code: string } }[];
}

const analyzer = {
  name: 'DataAnalyzer',
  capabilities: ['data-analysis'],
  system_prompt: 'You analyze data.',
};

describe('batches of messages', () => {
  const data = createDataDir();
  let receiver: WebhookReceiver;
  let server: RunningServer;
  let api: ContractFetch;

  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATA_DIR: data.path,
        CAXTON_AGENTS_DIR: `${import.meta.dirname}/agents`,
        CAXTON_LLM_PROVIDER: 'embedded',
        CAXTON_EGRESS_ALLOW: `127.0.0.1:${String(receiver.port)}`,
        CAXTON_RATE_LIMIT: '100',
      },
    });
    api = await ContractFetch.of(server.url);
    await api.call('/api/v1/agents', { body: analyzer });
  });
  afterAll(async () => {
    await server.process.stop();
    await receiver.stop();
    data.remove();
  });

  const ended = async (id: string): Promise<Batch> => {
    const look = async (): Promise<Batch> =>
      (await api.call<Batch>(`/api/v1/batches/${id}?limit=500`)).body;
    return eventually(look, ({ completed }) => completed !== null);
  };

  it('are sent as section 19 prints it, answered, listed, and told of when all has ended', async () => {
    const events = ['batch.completed'];
    await api.call('/api/v1/webhooks', { body: { url: receiver.url, events } });
    const sent = await pasteFor(printed('19. Batch Operations'), api);
    expect(sent).toMatchObject({
      status: 202,
      body: {
        ...{ batch_id: 'q1-analysis', accepted: 3, refused: 0 },
        results: [0, 1, 2].map((index) => ({
          index,
          status: 'accepted',
          routed_to: 'DataAnalyzer',
        })),
      },
    });
    const again = await pasteFor(printed('19. Batch Operations'), api);
    expect(again).toEqual(sent);
    const done = await ended('q1-analysis');
    expect(done).toMatchObject({
      ...{ status: 'completed', progress: 1, counts: { completed: 3, delivered: 0 } },
      results: [0, 1, 2].map((index) => ({
        ...{ index, state: 'completed' },
        reply: { sender: 'DataAnalyzer', performative: 'inform' },
      })),
    });
    const { body } = await api.call('/api/v1/batches');
    expect(body['batches']).toMatchObject([{ batch_id: 'q1-analysis', status: 'completed' }]);
    const [told] = await eventually(
      () => Promise.resolve(receiver.received),
      ({ length }) => length > 0,
    );
    expect(JSON.parse(told?.body ?? '')).toMatchObject({
      type: 'batch.completed',
      data: { batch_id: 'q1-analysis', accepted: 3, path: '/api/v1/batches/q1-analysis' },
    });
  });

  it('are answered with 207 and each refusal in the envelope of the contract, the rest being sent', async () => {
    const messages = [
      { capability: 'echo', content: { n: 1 } },
      { capability: 'nonexistent', content: {} },
      { capability: 'echo' },
      { capability: 'echo', content: {}, wait: true },
    ];
    const { status, body } = await api.call<Batch>('/api/v1/messages/batch', {
      body: { messages, batch_id: 'mixed' },
      headers: { 'x-request-id': 'req-batch' },
    });
    expect(status).toBe(207);
    expect(body).toMatchObject({ accepted: 1, refused: 3 });
    expect(body.results.map(({ error }) => error?.code)).toEqual([
      ...[undefined, 'INVALID_CAPABILITY', 'INVALID_REQUEST', 'INVALID_REQUEST'],
    ]);
    expect(body.results[2]?.error).toMatchObject({
      request_id: 'req-batch',
      details: { errors: [{ field: 'content', rule: 'required' }] },
    });
    expect((await ended('mixed')).counts).toMatchObject({ completed: 1 });
  });

  it('are refused as a whole for what is wrong with the whole', async () => {
    const call = async (body: unknown): Promise<unknown> => {
      const { status, body: answer } = await api.call('/api/v1/messages/batch', { body });
      return [status, (answer['error'] as { code: string }).code];
    };
    const message = { capability: 'echo', content: {} };
    const many = Array.from({ length: 501 }, () => message);
    expect(await call({ messages: [] })).toEqual([400, 'INVALID_REQUEST']);
    expect(await call({ messages: many })).toEqual([400, 'INVALID_REQUEST']);
    expect(await call({ messages: ['echo'] })).toEqual([400, 'INVALID_REQUEST']);
    expect(await call({ messages: [message], batch_id: 'mixed' })).toEqual([
      ...[409, 'BATCH_ID_CONFLICT'],
    ]);
    const gone = await api.call('/api/v1/batches/nothing');
    expect(gone).toMatchObject({ status: 404, body: { error: { code: 'BATCH_NOT_FOUND' } } });
  });

  it('are cancelled as one', async () => {
    const slow = { capability: 'echo', content: { delayMs: 60_000 } };
    const messages = Array.from({ length: 20 }, () => slow);
    await api.call('/api/v1/messages/batch', { body: { messages, batch_id: 'slow' } });
    const { status } = await api.call('/api/v1/batches/slow/cancel', { body: { reason: 'Test' } });
    expect([200, 202]).toContain(status);
    expect((await ended('slow')).counts).toMatchObject({ cancelled: 20 });
  });

  it('count against the rate limit as their messages, and are let in while anything is left', async () => {
    const login = { username: 'admin', password: adminPassword };
    const { body: session } = await api.call('/api/v1/auth/login', { body: login });
    const headers = { authorization: `Bearer ${String(session['token'])}` };
    const messages = Array.from({ length: 120 }, (_, n) => ({
      capability: 'echo',
      content: { n },
    }));
    const sent = await api.call('/api/v1/messages/batch', { body: { messages }, headers });
    expect([sent.status, sent.headers.get('x-ratelimit-remaining')]).toEqual([202, '0']);
    const next = await api.call('/api/v1/batches', { headers });
    expect(next).toMatchObject({ status: 429, body: { error: { code: 'RATE_LIMITED' } } });
  });

  it('take 500 messages with more keys than one message may have', async () => {
    const content = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`k${String(n)}`, n]));
    const messages = Array.from({ length: 500 }, () => ({ capability: 'echo', content }));
    const sent = await api.call('/api/v1/messages/batch', { body: { messages } });
    expect(sent).toMatchObject({ status: 202, body: { accepted: 500 } });
  });
});
