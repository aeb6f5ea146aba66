import { ContractFetch } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

interface Reply {
  readonly id: string;
  readonly performative: string;
  readonly content: Record<string, unknown>;
  readonly supersedes?: string;
}

interface Answer extends Record<string, unknown> {
  readonly message_id: string;
  readonly reply: Reply;
}

describe('the dead letters of a server', () => {
  const data = createDataDir();
  let server: RunningServer;
  let api: ContractFetch;

  beforeAll(async () => {
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATA_DIR: data.path,
        CAXTON_AGENTS_DIR: `${import.meta.dirname}/agents`,
        CAXTON_LLM_PROVIDER: 'embedded',
      },
    });
    api = await ContractFetch.of(server.url);
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  /** A message that has failed for good. */
  async function kill(conversation_id: string): Promise<Answer> {
    const { body } = await api.call<Answer>('/api/v1/messages', {
      body: { capability: 'brittle', conversation_id, content: {}, wait: '30s' },
    });
    expect(body).toMatchObject({ status: 'failed', reply: { performative: 'failure' } });
    return body;
  }

  it('are listed, put back, answered, and the answer supersedes the failure', async () => {
    const { message_id: id, reply: failure } = await kill('mended');
    const { body: list } = await api.call('/api/v1/dead-letters?code=AGENT_FAILED&agent=Brittle');
    expect(list).toMatchObject({ dead_letters: [{ message_id: id, attempts: 1 }] });
    const { status, body: put } = await api.call(`/api/v1/dead-letters/${id}/requeue?timeout=1m`, {
      method: 'POST',
    });
    expect({ status, put }).toMatchObject({ status: 200, put: { requeued: true, requeues: 1 } });
    for await (const { name } of api.follow('/api/v1/conversations/mended?follow=true&after=4')) {
      if (name === 'conversation.completed') break;
    }
    const { body } = await api.call<{ messages: Reply[] }>('/api/v1/conversations/mended/messages');
    expect(body.messages.at(-1)).toMatchObject({
      ...{ content: { mended: true }, supersedes: failure.id, in_reply_to: id },
    });
    const again = await api.call(`/api/v1/dead-letters/${id}/requeue`, { method: 'POST' });
    expect(again.body).toMatchObject({ requeued: false, status: 'completed' });
  });

  it('are put back many at once, after a dry run', async () => {
    const { message_id: id } = await kill('bulk');
    const body = { filter: { conversation: 'bulk' } };
    const rehearsed = await api.call('/api/v1/dead-letters/requeue', {
      body: { ...body, dry_run: true },
    });
    expect(rehearsed.body).toMatchObject({ dry_run: true, matched: 1, requeued: 0 });
    const asked = await api.call('/api/v1/dead-letters/requeue?dry_run=true', { body });
    expect(asked.body).toEqual(rehearsed.body);
    const { body: done } = await api.call('/api/v1/dead-letters/requeue', { body });
    expect(done).toMatchObject({ requeued: 1, message_ids: [id], more: false });
  });

  it('are discarded and kept to be looked at', async () => {
    const { message_id: id } = await kill('discarded');
    const path = `/api/v1/dead-letters/${id}`;
    expect((await api.call(path, { method: 'DELETE' })).body).toMatchObject({ state: 'discarded' });
    expect((await api.call(path)).body).toMatchObject({
      ...{ state: 'discarded', history: [{ kind: 'failed' }, { kind: 'discarded' }] },
    });
    const { status, body } = await api.call(`${path}/requeue`, { method: 'POST' });
    expect({ status, body }).toMatchObject({
      ...{ status: 409, body: { error: { code: 'DEAD_LETTER_DISCARDED' } } },
    });
  });

  it.each([
    ['GET', '?code=lower', undefined, 400],
    ['GET', '?agnt=Brittle', undefined, 400],
    ['GET', '?since=yesterday', undefined, 400],
    ['GET', '?cursor=WyIxOyBkcm9wIiwieCJd', undefined, 400],
    ['GET', '?limit=101', undefined, 400],
    ['GET', '/no-such-message', undefined, 404],
    ['DELETE', '/no-such-message', undefined, 404],
    ['POST', '/no-such-message/requeue', undefined, 404],
    ['POST', '/msg-1/requeue?timeout=soon', undefined, 400],
    ['POST', '/requeue', {}, 400],
    ['POST', '/requeue', { filter: { agnt: 'Brittle' } }, 400],
    ['POST', '/requeue', { filter: {}, limit: 1_001 }, 400],
  ] as const)('refuse %s %s %j with %j and what to do', async (method, path, body, expected) => {
    const { status, body: answer } = await api.call(`/api/v1/dead-letters${path}`, {
      ...{ method, ...(body === undefined ? {} : { body }) },
    });
    expect(status).toBe(expected);
    expect(answer).toHaveProperty('error.code');
  });
});
