import { ClosedLoop } from './closed-loop.js';
import { requestComposer } from './compose-request.js';
import type { LoadOrder, LoadReport } from './load-order.js';
import { LoadTally } from './load-tally.js';
import { OpenLoop } from './open-loop.js';

/** Told when what is measured begins and ends, so that costs are read at these moments. */
export interface LoadListener {
  readonly warm: () => void;
  readonly over: () => void;
}

/** Makes the load of an order in this process. */
export async function makeLoad(order: LoadOrder, listener: LoadListener): Promise<LoadReport> {
  const url = new URL(order.url);
  const compose = requestComposer(url, order.request);
  let number = order.firstNumber ?? 0;
  const next = () => compose(number++);
  const { pace } = order;
  const loop =
    pace.kind === 'closed'
      ? new ClosedLoop(url, pace.connections, next)
      : new OpenLoop(url, pace, next);
  const tally = new LoadTally();
  const begun = performance.now();
  const from = begun + order.warmSeconds * 1_000;
  const until = from + order.seconds * 1_000;
  const cpu = watchStretch({ from, until }, listener);
  await loop.run({ from, until, tally });
  return tally.report(order.seconds, await cpu, number);
}

/** Tells when the stretch begins and ends. Gives the processor time of this process in it, in microseconds. */
async function watchStretch(
  { from, until }: { readonly from: number; readonly until: number },
  { warm, over }: LoadListener,
): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, from - performance.now()));
  const before = process.cpuUsage();
  warm();
  await new Promise((resolve) => setTimeout(resolve, until - performance.now()));
  const { user, system } = process.cpuUsage(before);
  over();
  return user + system;
}
