import { readFileSync, writeFileSync } from 'node:fs';
import { contentOf } from '../scenarios/scenario.js';

const clients = 64;

/** How long replies are waited for after the server is back. */
const patienceMs = 60_000;

/** What is read of an answer of the contract. */
interface Accepted {
  readonly message_id: string;
}
interface Looked {
  readonly replies: readonly string[];
}

/**
 * The first half of the proof: accept-only requests until the server is gone, or the time is over. Writes the id of each
 * that was accepted. Somebody else kills the server meanwhile.
 */
export async function keepAccepted(url: string, file: string, seconds: number): Promise<void> {
  const ids: string[] = [];
  const until = performance.now() + seconds * 1_000;
  let number = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const id = await accept(url, number++).catch(() => undefined);
      if (id === undefined) return;
      ids.push(id);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  writeFileSync(file, JSON.stringify(ids));
  console.log(`${ids.length} requests were accepted; their ids are in ${file}.`);
}

/** The id that it was accepted under; undefined when it was refused. Thrown when the server is gone. */
async function accept(url: string, n: number): Promise<string | undefined> {
  const conversation = `bench-durable-${n % 2_000}`;
  const response = await fetch(`${url}/api/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"capability":"noop","conversation_id":"${conversation}","content":${contentOf(String(n))}}`,
  });
  const body = await response.text();
  return response.ok ? (JSON.parse(body) as Accepted).message_id : undefined;
}

/** The second half, on the server that was started again: each has exactly one reply, or will have it soon. Gives whether it is so. */
export async function checkAccepted(url: string, file: string): Promise<boolean> {
  const ids = JSON.parse(readFileSync(file, 'utf8')) as string[];
  await countAll(url, ids, performance.now() + patienceMs);
  // Once more when all are there: nothing may be answered twice.
  const counts = await countAll(url, ids, 0);
  const wrong = counts.filter(([, count]) => count !== 1);
  console.log(`${ids.length - wrong.length} of ${ids.length} have exactly one reply.`);
  for (const [id, count] of wrong.slice(0, 10)) console.log(`${id}: ${count} replies`);
  return wrong.length === 0;
}

async function countAll(
  url: string,
  ids: readonly string[],
  until: number,
): Promise<[id: string, count: number][]> {
  const counts: [string, number][] = [];
  const left = [...ids];
  const client = async (): Promise<void> => {
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      counts.push([id, await countReplies(url, id, until)]);
    }
  };
  await Promise.all(Array.from({ length: 8 }, client));
  return counts;
}

/** Asks until there is one, or the time is over. A request that is not known has none. */
async function countReplies(url: string, id: string, until: number): Promise<number> {
  for (;;) {
    const response = await fetch(`${url}/api/v1/messages/${id}`);
    const body = await response.text();
    const count = response.ok ? (JSON.parse(body) as Looked).replies.length : 0;
    if (count > 0 || performance.now() > until || response.status === 404) return count;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
