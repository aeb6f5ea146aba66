import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FollowOrder } from './follow-events.js';
import type { LoadOrder, LoadReport, LoadSaid } from './load-order.js';

/** What happens at the begin and the end of what is measured. */
export interface Around<T> {
  readonly begin: () => T | Promise<T>;
  readonly end: (begun: T) => unknown;
}

/** Has the load made by a process of its own. Thrown when that ends without a report. */
export async function orderLoad<T>(
  order: LoadOrder | FollowOrder,
  around: Around<T> = { begin: () => undefined as T, end: () => undefined },
): Promise<LoadReport> {
  const child = fork(fileURLToPath(new URL('./main.js', import.meta.url)));
  let begun: Promise<T> | undefined;
  let ended: Promise<unknown> | undefined;
  let report: LoadReport | undefined;
  child.on('message', (message: LoadSaid) => {
    if (message.said === 'warm') begun = Promise.resolve(around.begin());
    else if (message.said === 'over') ended = begun?.then((value) => around.end(value));
    else report = message.report;
  });
  child.send(order);
  await once(child, 'close');
  await ended;
  if (report === undefined) throw new Error('The load process ended without a report.');
  return report;
}
