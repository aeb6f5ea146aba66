import { setTimeout as delay } from 'node:timers/promises';
import { ask } from './postgres-faults.js';

/** How a lot of messages fared. Times in milliseconds. */
export interface Fared {
  readonly accepted: number;
  /** What was answered instead of 200, by status; 0: nothing was. */
  readonly refused: ReadonlyMap<number, number>;
  /** From acceptance to the end of the turn, by Postgres. */
  readonly p50: number;
  readonly p99: number;
  /** The one that waited longest. */
  readonly longest: number;
  /** Turns ended per second, from the first acceptance to the last end. */
  readonly perSecond: number;
}

export interface Pace {
  /** Conversations are named after it; another one each time. */
  readonly name: string;
  readonly count: number;
  /** Messages a second, whatever becomes of those before. */
  readonly rate: number;
}

/** Sends messages to `echo` at a pace, each in a conversation of its own. Gives what was answered. */
async function sendAtPace(url: string, { name, count, rate }: Pace): Promise<number[]> {
  const startedAt = performance.now();
  const answers: Promise<number>[] = [];
  while (answers.length < count) {
    const due = Math.min(count, 1 + ((performance.now() - startedAt) * rate) / 1_000);
    while (answers.length < due) answers.push(post(url, `${name}-${String(answers.length)}`));
    await delay(10);
  }
  return Promise.all(answers);
}

async function post(url: string, conversation: string): Promise<number> {
  try {
    const response = await fetch(`${url}/api/v1/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        capability: 'echo',
        conversation_id: conversation,
        content: { mark: conversation },
      }),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

type Row = Pick<Fared, 'p50' | 'p99' | 'longest'> & {
  readonly count: number;
  readonly took: number;
};

/** Sends at a pace, waits until everything accepted has been worked off, and tells how it went. */
export async function fare(api: string, database: string, pace: Pace): Promise<Fared> {
  const statuses = await sendAtPace(api, pace);
  const refused = new Map<number, number>();
  for (const status of statuses.filter((one) => one !== 200)) {
    refused.set(status, (refused.get(status) ?? 0) + 1);
  }
  await untilWorkedOff(database, pace.name);
  const [row] = await ask<Row>(
    database,
    `select count(*)::int, extract(epoch from max(settled_at) - min(accepted_at))::float8 as took,
       (percentile_cont(0.5) within group (order by waited) * 1000)::float8 as p50,
       (percentile_cont(0.99) within group (order by waited) * 1000)::float8 as p99,
       (max(waited) * 1000)::float8 as longest
     from (select accepted_at, settled_at,
       extract(epoch from settled_at - accepted_at) as waited ${sentAs(pace.name)}) m`,
  );
  if (row === undefined) throw new Error('Nothing was counted.');
  const { count, took, ...waited } = row;
  return { accepted: count, refused, ...waited, perSecond: count / took };
}

const sentAs = (name: string): string =>
  `from messages where capability = 'echo' and conversation_id like '${name}-%'`;

async function untilWorkedOff(database: string, name: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  const waiting = `select count(*)::int as left ${sentAs(name)} and status = 'delivered'`;
  for (;;) {
    const [row] = await ask<{ left: number }>(database, waiting);
    if (row?.left === 0) return;
    if (performance.now() > deadline) throw new Error(`${String(row?.left)} messages still wait.`);
    await delay(100);
  }
}

/** One line for people who want the figures of a run. */
export function tellFigures(what: string, figures: Readonly<Record<string, number>>): void {
  const told = Object.entries(figures).map(([name, value]) => `${name} ${value.toFixed(0)}`);
  process.stdout.write(`figures: ${what}: ${told.join(', ')}\n`);
}
