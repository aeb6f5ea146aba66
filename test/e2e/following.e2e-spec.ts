import { ContractFetch, type CallOptions } from '../support/contract-fetch.js';
import type { StreamEvent } from '../support/read-events.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

const messages = '/api/v1/messages';
let number = 0;
const newConversation = (): string => `follow ${String((number += 1))} ü/?#%`;
const of = (id: string): string => `/api/v1/conversations/${encodeURIComponent(id)}`;

describe('sending, waiting and following', () => {
  const data = createDataDir();
  let server: RunningServer;
  let api: ContractFetch;

  const send = async (
    fields: object,
    options: CallOptions & { readonly query?: string } = {},
  ): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> =>
    api.call(`${messages}${options.query ?? ''}`, {
      ...options,
      body: { capability: 'echo', content: { text: 'hi' }, ...fields },
    });

  const readAll = async (path: string, options: CallOptions = {}): Promise<StreamEvent[]> => {
    const events: StreamEvent[] = [];
    for await (const event of api.follow(path, options)) events.push(event);
    return events;
  };

  beforeAll(async () => {
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATA_DIR: data.path,
        CAXTON_AGENTS_DIR: `${import.meta.dirname}/agents`,
      },
    });
    api = await ContractFetch.of(server.url);
  });

  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it('holds the answer until the reply is there', async () => {
    for (const { fields, query } of [
      { fields: { wait: true }, query: '' },
      { fields: { wait: '30s' }, query: '' },
      { fields: {}, query: '?wait=30s' },
      { fields: {}, query: '?wait=true' },
    ]) {
      const { body } = await send(fields, { query });
      expect(body).toMatchObject({
        status: 'completed',
        reply: { performative: 'inform', sender: 'Echo', content: { said: { text: 'hi' } } },
      });
    }
  });

  it('answers without a reply when the time is over', async () => {
    const { body } = await send({ content: { delayMs: 2_000 }, wait: '200ms' });
    expect(body).toMatchObject({ status: 'delivered', reply: null });
  });

  it('explains a message without sending it', async () => {
    const conversation_id = newConversation();
    const { body } = await send({ conversation_id }, { query: '?dry_run=true' });
    expect(body).toMatchObject({
      dry_run: true,
      route: { capability: 'echo', routing_strategy: 'best_match', routed_to: ['Echo'] },
    });
    expect((await api.call(of(conversation_id))).status).toBe(404);
  });

  it('explains a message afterwards, and how it went', async () => {
    const { body } = await send({ wait: true });
    const id = String(body['message_id']);
    const route = await api.call(`${messages}/${id}/route`);
    expect(route.body).toMatchObject({ message_id: id, routed_to: ['Echo'] });
    const detail = await api.call(`${messages}/${id}`);
    expect(detail.body).toMatchObject({ id, status: 'completed', attempts: 1, error: null });
  });

  it('answers a repetition under one Idempotency-Key again, without a second message', async () => {
    const conversation_id = newConversation();
    const headers = { 'idempotency-key': 'key-1' };
    const first = await send({ conversation_id }, { headers });
    const second = await send({ conversation_id, wait: true }, { headers });
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.body['message_id']).toBe(first.body['message_id']);
    const other = await send({ conversation_id, content: { text: 'other' } }, { headers });
    expect(other).toMatchObject({
      status: 422,
      body: { error: { code: 'IDEMPOTENCY_KEY_REUSED' } },
    });
    const { body } = await api.call<{ messages: unknown[] }>(`${of(conversation_id)}/messages`);
    expect(body.messages).toHaveLength(2);
  });

  it('lets the client choose the id, and repeat it', async () => {
    const fields = { message_id: 'mine-1', conversation_id: newConversation() };
    const first = await send(fields);
    const again = await send(fields);
    expect(again.body).toMatchObject({ message_id: 'mine-1' });
    expect(first.body['message_id']).toBe('mine-1');
    const other = await send({ ...fields, content: { text: 'other' } });
    expect(other).toMatchObject({ status: 409, body: { error: { code: 'MESSAGE_ID_CONFLICT' } } });
  });

  it('streams a conversation as it happens, each thing once, until it is completed', async () => {
    const conversation_id = newConversation();
    await send({ conversation_id, content: { delayMs: 300 } });
    const events = await readAll(`${of(conversation_id)}?follow=true`);
    expect(events[0]?.retry).toBeGreaterThanOrEqual(1_000);
    const named = events.filter(({ name }) => name !== undefined);
    expect(named.map(({ name }) => name)).toEqual([
      'message.accepted',
      'turn.started',
      'message.replied',
      'conversation.completed',
    ]);
    // What was told live comes again as its number only, so numbers have no gaps.
    expect(events.flatMap(({ id }) => id ?? [])).toEqual([1, 2, 3, 4]);
  });

  it('resumes after any event: nothing twice, nothing missing', async () => {
    const conversation_id = newConversation();
    for (const text of ['one', 'two', 'three']) {
      await send({ conversation_id, content: { text }, wait: true });
    }
    const path = `${of(conversation_id)}?follow=true`;
    const whole = (await readAll(path)).filter(({ id }) => id !== undefined);
    for (const [index, { id }] of whole.entries()) {
      const rest = whole.slice(index + 1);
      const header = { headers: { 'last-event-id': String(id) } };
      const byHeader = (await readAll(path, header)).filter((event) => event.id !== undefined);
      const byQuery = await readAll(`${path}&after=${String(id)}`);
      expect(byHeader).toEqual(rest);
      expect(byQuery.filter((event) => event.id !== undefined)).toEqual(rest);
    }
  });

  it('stays open over the end of a conversation when asked to', async () => {
    const conversation_id = newConversation();
    await send({ conversation_id, wait: true });
    const names: string[] = [];
    for await (const { id, name } of api.follow(
      `${of(conversation_id)}?follow=true&keep_open=true`,
    )) {
      if (id === undefined || name === undefined) continue;
      names.push(name);
      const ends = names.filter((one) => one === 'conversation.completed').length;
      if (name === 'conversation.completed' && ends === 1) await send({ conversation_id });
      if (ends === 2) break;
    }
    expect(names.filter((name) => name === 'message.accepted')).toHaveLength(2);
  });

  it('lists conversations page by page, each once', async () => {
    const seen: string[] = [];
    let query = '?limit=2';
    for (;;) {
      const { body } = await api.call<{ conversations: { id: string }[]; next_cursor?: string }>(
        `/api/v1/conversations${query}`,
      );
      seen.push(...body.conversations.map(({ id }) => id));
      if (body.next_cursor === undefined) break;
      query = `?limit=2&cursor=${body.next_cursor}`;
    }
    expect(seen.length).toBeGreaterThan(3);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('gives an agent pause, resume and an end', async () => {
    const name = 'Short';
    const created = await api.call('/api/v1/agents', {
      body: { name, capabilities: ['short'], system_prompt: 'Be short.' },
    });
    expect(created.status).toBe(201);
    const act = (path: string, method: string): Promise<{ body: Record<string, unknown> }> =>
      api.call(`/api/v1/agents/${name}${path}`, { method });
    expect((await act('/pause', 'POST')).body).toMatchObject({ agent_id: name, status: 'paused' });
    expect((await act('/resume', 'POST')).body).toMatchObject({ status: 'running' });
    expect((await act('', 'GET')).body).toMatchObject({ name, version_number: 1 });
    expect((await act('?force=true', 'DELETE')).body).toMatchObject({ status: 'removed' });
    expect((await api.call(`/api/v1/agents/${name}`)).status).toBe(404);
  });

  it('finds capabilities by meaning', async () => {
    const { body } = await api.call<{ matches: { capability: string }[] }>(
      '/api/v1/capabilities/search',
      { body: { query: 'repeat what I say', limit: 3 } },
    );
    expect(body.matches.map(({ capability }) => capability)).toContain('echo');
  });
});
