import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { ServerUnderTest } from '../support/server-under-test.js';
import type { Ground } from './grounds.js';
import { latencyOf, perSecond, type Latency } from './percentiles.js';
import type { Amount } from './raw-queue.js';

/** A whole server: HTTP in, a code agent's turn, the answer readable. */
export interface ServedFigures {
  /** Messages accepted, each of them durable in Postgres before its 200. */
  readonly acceptPerSecond: number;
  readonly accept: Latency;
  /** From the first request to the last answer stored. */
  readonly turnsPerSecond: number;
  /** From the request to the answer in hand (`wait`), one message at a time. */
  readonly latency: Latency;
}

const agent = `export const noop = {
  name: 'Noop',
  capabilities: ['noop'],
  handle: ({ message }) => ({ n: message.content.n }),
};`;

/** Conversations that the messages are spread over: turns of one never overlap. */
const conversations = 200;

/** Starts a server on the ground and sends messages through it. */
export async function measureServer(ground: Ground, amount: Amount): Promise<ServedFigures> {
  const agents = mkdtempSync(join(tmpdir(), 'caxton-bench-agents-'));
  writeFileSync(join(agents, 'noop.mjs'), agent);
  const settings = {
    ...ground.settings,
    CAXTON_AGENTS_DIR: agents,
    CAXTON_LLM_PROVIDER: 'embedded',
    CAXTON_LOG_LEVEL: 'info',
  };
  const server = await ServerUnderTest.start({ settings });
  const api = new Pool(server.url, { connections: amount.width });
  try {
    await answerSingles(api, 20);
    const single = await answerSingles(api, amount.singles);
    const startedAt = performance.now();
    const accepted = await acceptAll(api, amount);
    const acceptMs = performance.now() - startedAt;
    await untilAllAnswered(api);
    const turnsMs = performance.now() - startedAt;
    return {
      acceptPerSecond: perSecond(amount.messages, acceptMs),
      accept: latencyOf(accepted),
      turnsPerSecond: perSecond(amount.messages, turnsMs),
      latency: latencyOf(single),
    };
  } finally {
    await api.close();
    await server.process.stop();
    rmSync(agents, { recursive: true, force: true });
  }
}

async function send(api: Pool, conversation: string, n: number, query = ''): Promise<number> {
  const startedAt = performance.now();
  const { statusCode, body } = await api.request({
    method: 'POST',
    path: `/api/v1/messages${query}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ capability: 'noop', conversation_id: conversation, content: { n } }),
  });
  const answer = await body.text();
  if (statusCode !== 200) throw new Error(`${String(statusCode)}: ${answer}`);
  return performance.now() - startedAt;
}

async function answerSingles(api: Pool, count: number): Promise<number[]> {
  const samples: number[] = [];
  for (let n = 0; n < count; n += 1) {
    samples.push(await send(api, `single-${String(n % conversations)}`, n, '?wait=30s'));
  }
  return samples;
}

async function acceptAll(api: Pool, { messages, width }: Amount): Promise<number[]> {
  const samples: number[] = [];
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < messages) {
      const n = (next += 1);
      samples.push(await send(api, `bench-${String(n % conversations)}`, n));
    }
  };
  await Promise.all(Array.from({ length: width }, sender));
  return samples;
}

async function untilAllAnswered(api: Pool): Promise<void> {
  for (;;) {
    const { body } = await api.request({
      method: 'GET',
      path: '/api/v1/conversations?status=active&limit=1',
    });
    const { conversations: active } = (await body.json()) as { conversations: unknown[] };
    if (active.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
