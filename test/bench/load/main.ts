import { followEvents, type FollowOrder } from './follow-events.js';
import type { LoadOrder, LoadSaid } from './load-order.js';
import { makeLoad } from './make-load.js';

/**
 * The load as a process of its own: it takes one order from the process that started it, and reports. Apart, because
 * what the benchmark does besides (grounds, costs, samples) must never keep a request from being sent or an answer from
 * being noticed in time.
 */

const say = (said: LoadSaid): void => void process.send?.(said);

async function work(order: LoadOrder | FollowOrder): Promise<void> {
  const listener = {
    warm: () => {
      say({ said: 'warm' });
    },
    over: () => {
      say({ said: 'over' });
    },
  };
  const report =
    'followers' in order ? await followEvents(order, listener) : await makeLoad(order, listener);
  // Connections that are still open would keep the process.
  process.send?.({ said: 'report', report } satisfies LoadSaid, () => process.exit());
}

process.once('disconnect', () => process.exit());
process.once('message', (order: LoadOrder | FollowOrder) => {
  work(order).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
