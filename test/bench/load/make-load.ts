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
  const next = (): string => compose(number++);
  const { pace } = order;
  const loop =
    pace.kind === 'closed'
      ? new ClosedLoop(url, pace.connections, next)
      : new OpenLoop(url, pace, next);
  const tally = new LoadTally(order.request.expects);
  await loop.run({ until: performance.now() + order.warmSeconds * 1_000, tally: undefined });
  const begun = performance.now();
  const cpu = process.cpuUsage();
  listener.warm();
  await loop.run({ until: begun + order.seconds * 1_000, tally });
  const seconds = (performance.now() - begun) / 1_000;
  listener.over();
  const { user, system } = process.cpuUsage(cpu);
  if (loop instanceof OpenLoop) await loop.drain();
  loop.close();
  return tally.report(pace.kind === 'closed' ? seconds : order.seconds, user + system, number);
}
