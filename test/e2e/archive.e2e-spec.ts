import { ContractFetch, type Reply } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { pasteFor } from '../support/shell.js';
import { printed } from './quick-start/printed-blocks.js';

interface Listed {
  readonly conversations: readonly { readonly id: string; readonly archived?: string }[];
}

describe('the archive of a server', () => {
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

  const talk = (conversation_id: string): Promise<Reply> =>
    api.call('/api/v1/messages', {
      body: { capability: 'echo', conversation_id, content: { text: 'Hi' }, wait: '30s' },
    });
  const listed = async (query = ''): Promise<string[]> => {
    const { body } = await api.call<Listed & Record<string, unknown>>(
      `/api/v1/conversations${query}`,
    );
    return body.conversations.map(({ id }) => id).sort();
  };
  const change = (path: string, body?: object, method = 'POST'): Promise<Reply> =>
    api.call(`/api/v1/conversations/${path}`, { method, body });

  it('takes what section 15 prints, and leaves what is younger', async () => {
    await talk('first');
    const { status, body } = await pasteFor(printed('15. Archive Completed Conversations'), api);
    expect([status, body]).toMatchObject([
      200,
      { action: 'archive', status: 'completed', dry_run: false, count: 0 },
    ]);
    expect(await listed()).toEqual(['first']);
  });

  it('hides what is archived from lists, shows it to whoever asks, and a message brings it back', async () => {
    await talk('second');
    const rehearsed = await change('archive', { older_than: '0s', dry_run: true });
    expect(rehearsed.body).toMatchObject({ operation_id: null, count: 2, is_whole: true });
    const { body: done } = await change('archive', { older_than: '0s' });
    expect(done).toMatchObject({
      ...{ status: 'completed', count: 2 },
      filter: { status: 'completed', last_activity_before: expect.any(String) as string },
    });
    const operation = await api.call(String(done['progress_url']));
    expect(operation.body).toEqual(done);
    expect([await listed(), await listed('?status=archived')]).toEqual([[], ['first', 'second']]);
    const { body: read } = await api.call('/api/v1/conversations/first');
    expect(read).toMatchObject({ status: 'archived', message_count: 2 });
    await talk('first');
    expect([await listed(), await listed('?status=archived')]).toEqual([['first'], ['second']]);
    expect((await change('second/restore')).body).toMatchObject({ status: 'completed' });
    expect(await listed()).toEqual(['first', 'second']);
  });

  it('gives a conversation away line by line, with an end', async () => {
    const { status, headers, body } = await api.call<never>(
      '/api/v1/conversations/second/export?steps=true',
    );
    expect([status, headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    const lines = (body as string).trimEnd().split('\n');
    const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records).toMatchObject([
      { record: 'conversation', id: 'second', message_count: 2 },
      { record: 'message', sender: 'api_client', content: { text: 'Hi' } },
      { record: 'message', sender: 'Echo' },
      { record: 'end', messages: 2, steps: 0, artifacts: 0 },
    ]);
    const none = await api.call('/api/v1/conversations/unknown/export');
    expect(none).toMatchObject({
      status: 404,
      body: { error: { code: 'CONVERSATION_NOT_FOUND' } },
    });
  });

  it('deletes for good what it is told to, and nothing in which something is pending', async () => {
    const slow = { capability: 'echo', conversation_id: 'busy', content: { delayMs: 60_000 } };
    await api.call('/api/v1/messages', { body: slow });
    const refused = await change('busy', undefined, 'DELETE');
    expect(refused).toMatchObject({
      status: 409,
      body: { error: { code: 'CONVERSATION_ACTIVE' } },
    });
    expect((await change('second', undefined, 'DELETE')).body).toMatchObject({ status: 'deleted' });
    const gone = await api.call('/api/v1/conversations/second');
    expect(gone.status).toBe(404);
    const { body } = await change('delete', { older_than: '0s', status: 'completed' });
    expect(body).toMatchObject({ action: 'delete', count: 1 });
    expect(await listed()).toEqual(['busy']);
  });

  it('says what is wrong with a filter', async () => {
    for (const [path, body] of [
      ['archive', { older_than: 'long', status: 'completed' }],
      ['archive', { status: 'completed' }],
      ['archive', { older_than: '1h', status: 'active' }],
      ['restore', {}],
    ] as const) {
      expect(await change(path, body)).toMatchObject({
        status: 400,
        body: { error: { code: 'INVALID_REQUEST' } },
      });
    }
  });
});
