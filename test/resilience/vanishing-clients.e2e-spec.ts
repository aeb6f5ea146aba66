import { once } from 'node:events';
import { connect } from 'node:net';
import { Dice } from '../simulation/dice.js';
import { ContractFetch, type Reply } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { FaultyLink } from './kit/faulty-link.js';
import { heldConnections } from './kit/held-connections.js';

const agentsDir = `${import.meta.dirname}/../e2e/agents`;
const data = createDataDir();
let server: RunningServer;
let api: ContractFetch;
/** The way of clients that vanish. */
let link: FaultyLink;
let remote: ContractFetch;

const send = (conversation_id: string, content: object = {}): Promise<Reply> =>
  api.call('/api/v1/messages', {
    body: { capability: 'echo', conversation_id, content, wait: '20s' },
  });

const stream = (conversation: string): string =>
  `/api/v1/conversations/${conversation}?follow=true&keep_open=true`;

const held = (): number => heldConnections(Number(new URL(server.url).port));

/** Fails when the server does not let go of all that came after `before` was counted. */
async function expectLetGo(before: number): Promise<void> {
  const left = await eventually(
    async () => held(),
    (now) => now <= before,
  );
  expect(left).toBeLessThanOrEqual(before);
}

/** As many connections of our own as a test opens at once, so that they are in what it counts. */
async function countHeld(conversation: string): Promise<number> {
  await Promise.all([send(conversation), send(conversation), send(conversation)]);
  return held();
}

/** Sends the beginning of a request, or all of it, and goes away without a word. */
async function vanish(text: string, body: string): Promise<void> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  await once(socket, 'connect');
  const head = `POST /api/v1/messages HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${String(body.length)}\r\n\r\n`;
  await new Promise((resolve) => socket.write(head + text, resolve));
  socket.resetAndDestroy();
}

/** Follows over `way` from after an event on, for so many events or as long as the way holds. */
async function follow(
  way: ContractFetch,
  conversation: string,
  seen: number[],
  most: number,
): Promise<void> {
  const headers = { 'last-event-id': String(seen.at(-1) ?? 0) };
  let count = 0;
  for await (const { id } of way.follow(stream(conversation), { headers })) {
    if (id === undefined) continue;
    seen.push(id);
    if ((count += 1) >= most) return;
  }
}

/** Follows until so many events were seen, and comes back when the wire turns out to be dead. */
async function followUntil(conversation: string, seen: number[], most: number): Promise<void> {
  for (let tries = 0; seen.length < most && tries < 5; tries += 1) {
    await follow(remote, conversation, seen, most - seen.length).catch(() => undefined);
  }
}

/** Follows until so many events were seen; then the wire breaks. */
async function followUntilCut(conversation: string, seen: number[], most: number): Promise<void> {
  await followUntil(conversation, seen, seen.length + 1);
  const following = follow(remote, conversation, seen, Infinity).catch(() => undefined);
  await eventually(
    async () => seen.length,
    (length) => length >= most,
  );
  await link.cut();
  await following;
  await link.mend();
}

/** The numbers of all events of a conversation in which nothing waits. */
async function allOf(conversation: string): Promise<number[]> {
  const ids: number[] = [];
  for await (const { id } of api.follow(`/api/v1/conversations/${conversation}?follow=true`)) {
    if (id !== undefined) ids.push(id);
  }
  return ids;
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, n) => n + 1);

beforeAll(async () => {
  server = await ServerUnderTest.start({
    settings: {
      CAXTON_DATA_DIR: data.path,
      CAXTON_LLM_PROVIDER: 'embedded',
      CAXTON_AGENTS_DIR: agentsDir,
      CAXTON_STREAM_PATIENCE: '2s',
    },
  });
  link = await FaultyLink.open(server.url);
  api = await ContractFetch.of(server.url);
  remote = await ContractFetch.of(link.url.replace(/\/$/, ''));
}, 120_000);
afterAll(async () => {
  await link.cut();
  await server.process.stop();
  data.remove();
});

describe('a server whose clients vanish', () => {
  it('stores nothing of a body that broke off, and lets go of all who sent one', async () => {
    const before = await countHeld('whole');
    const body = JSON.stringify({ capability: 'echo', conversation_id: 'broken', content: {} });
    await Promise.all(Array.from({ length: 100 }, () => vanish(body.slice(0, -20), body)));
    await expectLetGo(before);
    expect((await api.call('/api/v1/conversations/broken')).status).toBe(404);
    expect((await send('whole')).body).toMatchObject({ status: 'completed' });
  });

  it('does what they asked for before they vanished', async () => {
    const before = await countHeld('stays');
    const names = Array.from({ length: 20 }, (_, n) => `orphan-${String(n)}`);
    const bodyFor = (conversation_id: string): string =>
      JSON.stringify({
        capability: 'echo',
        conversation_id,
        content: { delayMs: 200 },
        wait: true,
      });
    await Promise.all(names.map((name) => vanish(bodyFor(name), bodyFor(name))));
    for (const name of names) {
      const ended = await eventually(
        () => api.call(`/api/v1/conversations/${name}`),
        (seen) => seen.body['status'] === 'completed',
      );
      expect(ended.body).toMatchObject({ status: 'completed', message_count: 2 });
    }
    await expectLetGo(before);
  });

  it('gives each event once to a reader who is thrown out again and again', async () => {
    const before = await countHeld('torn');
    const dice = new Dice(28);
    const seen: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const sending = Promise.all([send('torn'), send('torn'), send('torn')]);
      const most = seen.length + dice.between(1, 6);
      if (round % 2 === 0) await followUntil('torn', seen, most);
      else await followUntilCut('torn', seen, most);
      await sending;
    }
    const all = await allOf('torn');
    await followUntil('torn', seen, all.length);
    expect(all.length).toBeGreaterThanOrEqual(120);
    expect(seen).toEqual(upTo(all.length));
    await expectLetGo(before);
  }, 60_000);

  it('lets go of readers behind a black hole, who come back and miss nothing', async () => {
    const before = await countHeld('hole');
    const seen = [0, 1, 2].map((): number[] => []);
    const lost = seen.map((ids) => follow(remote, 'hole', ids, Infinity).catch(() => undefined));
    await eventually(
      async () => Math.min(...seen.map(({ length }) => length)),
      (least) => least > 0,
    );
    // Not counted at the server: connections of earlier calls that are kept alive end meanwhile.
    expect(link.connections).toBeGreaterThanOrEqual(3);
    link.freeze();
    const text = 'x'.repeat(60_000);
    for (let n = 0; n < 120; n += 1) await send('hole', { text });
    const back = seen.map((ids) => [...ids]);
    const all = await allOf('hole');
    for (const ids of back) {
      await follow(api, 'hole', ids, all.length - ids.length);
      expect(ids).toEqual(upTo(all.length));
    }
    await expectLetGo(before);
    await link.cut();
    await Promise.all(lost);
  }, 90_000);
});
