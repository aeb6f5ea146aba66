import { connect } from 'node:net';
import { requestComposer } from './compose-request.js';
import type { LoadOrder, LoadReport } from './load-order.js';
import { LoadTally } from './load-tally.js';
import type { LoadListener } from './make-load.js';
import { poissonArrivals } from './arrivals.js';
import { RawConnection } from './raw-connection.js';

/** Followers of one stream of events, and requests that make it go on. */
export interface FollowOrder extends LoadOrder {
  readonly followers: number;
  readonly followPath: string;
  /** What each request lets every follower see once. */
  readonly event: string;
}

/** Latency from when a request was due to when a follower has seen its event; `done` counts what was seen. */
export async function followEvents(
  order: FollowOrder,
  listener: LoadListener,
): Promise<LoadReport> {
  const url = new URL(order.url);
  const due: number[] = [];
  const tally = new LoadTally();
  let measuredFrom = Infinity;
  const seen = (index: number): void => {
    const at = due[index] ?? 0;
    if (at >= measuredFrom) tally.answered(answerSeen, performance.now() - at);
  };
  const followers = await openFollowers(url, order, seen);
  const { run, count } = teller(url, order, due);
  await run(performance.now() + order.warmSeconds * 1_000);
  measuredFrom = performance.now();
  const cpu = process.cpuUsage();
  listener.warm();
  const before = due.length;
  await run(measuredFrom + order.seconds * 1_000);
  listener.over();
  const { user, system } = process.cpuUsage(cpu);
  await untilSeen(followers, due.length);
  for (let n = 0; n < (due.length - before) * order.followers; n += 1) tally.sent();
  for (const follower of followers) follower.close();
  return tally.report(order.seconds, user + system, count());
}

const answerSeen = { status: 200, head: '', body: '' };

/** Sends the requests one after another at their rate, and notes when each was due. */
function teller(url: URL, order: FollowOrder, due: number[]) {
  const compose = requestComposer(url, order.request);
  const { pace } = order;
  const perSecond = pace.kind === 'open' ? pace.perSecond : 1;
  const connection = RawConnection.open(url);
  let number = order.firstNumber ?? 0;
  const run = async (until: number): Promise<void> => {
    const begun = performance.now();
    const arrivals = poissonArrivals(perSecond, pace.kind === 'open' ? pace.seed : 1);
    for (let at = begun + arrivals.next().value; at < until; at = begun + arrivals.next().value) {
      await sleep(at - performance.now());
      due.push(at);
      const answer = await connection.send(compose(number).text);
      number += 1;
      if (answer instanceof Error || answer.status >= 300)
        throw new Error(`Not told: ${JSON.stringify(answer)}`);
    }
    await sleep(until - performance.now());
  };
  return { run, count: () => number };
}

/** What a follower listens for, and from when on. */
interface Hearing {
  readonly event: string;
  readonly begun: () => boolean;
  readonly seen: (index: number) => void;
}

interface Follower {
  readonly count: () => number;
  readonly close: () => void;
}

async function openFollowers(
  url: URL,
  { followers, followPath, event }: FollowOrder,
  seen: (index: number) => void,
): Promise<Follower[]> {
  const opened: Follower[] = [];
  let hasBegun = false;
  const hearing = { event, begun: () => hasBegun, seen };
  for (let n = 0; n < followers; n += 1) opened.push(await follow(url, followPath, hearing));
  await sleep(500);
  hasBegun = true;
  return opened;
}

/** Resolves when the stream has begun. Thrown when it was refused. */
async function follow(url: URL, path: string, { event, begun, seen }: Hearing): Promise<Follower> {
  const socket = connect(Number(url.port), url.hostname).setEncoding('latin1');
  let count = 0;
  let kept = '';
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.once('data', (head: unknown) => {
      const text = String(head);
      if (text.startsWith('HTTP/1.1 200')) resolve();
      else reject(new Error(`Not followed: ${text.slice(0, 300)}`));
    });
    socket.write(`GET ${path} HTTP/1.1\r\nhost: ${url.host}\r\n\r\n`);
  });
  socket.on('data', (text: string) => {
    // What was said before is told first; it is no news.
    if (!begun()) return;
    kept += text;
    for (let at = kept.indexOf(event); at !== -1; at = kept.indexOf(event)) {
      kept = kept.slice(at + event.length);
      seen(count);
      count += 1;
    }
    kept = kept.slice(-event.length);
  });
  return { count: () => count, close: () => void socket.destroy() };
}

async function untilSeen(followers: readonly Follower[], count: number): Promise<void> {
  const end = performance.now() + 10_000;
  while (performance.now() < end && followers.some((follower) => follower.count() < count)) {
    await sleep(20);
  }
}

async function sleep(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
