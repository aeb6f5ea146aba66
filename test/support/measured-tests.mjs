import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Test files, and folders of them, with bounds on time, throughput or memory that a busy neighbour can
 * break: while one of them runs, no other file does.
 */
const measured = {
  unit: [
    'apps/worker/src/sweep/sweeper.spec.ts',
    'libs/embedded/src/session/multiplexer.spec.ts',
    'libs/protocol/src/duration.spec.ts',
    'libs/tools/src/csv/table/read-number.spec.ts',
  ],
  integration: [
    'apps/api/src/conversations/event-stream.int-spec.ts',
    'apps/worker/src/roll/picky-worker.int-spec.ts',
    'libs/agents/src/routing/capability-router.int-spec.ts',
    'libs/embedded/src/bullmq.int-spec.ts',
    'libs/embedded/src/upkeep/upkeep.int-spec.ts',
    'libs/messaging/src/ingest/held-up.int-spec.ts',
    'libs/messaging/src/ingest/in-flight.int-spec.ts',
    'libs/platform/src/events/events.int-spec.ts',
    'libs/platform/src/queue/queue-outage.int-spec.ts',
    'libs/tools/src/csv/csv-parser.int-spec.ts',
    'libs/tools/src/egress/guarded-fetch.int-spec.ts',
  ],
  e2e: [
    'test/e2e/cancel.e2e-spec.ts',
    'test/e2e/outage.e2e-spec.ts',
    'test/e2e/stopping.e2e-spec.ts',
    'test/resilience/blocked-loop.e2e-spec.ts',
    'test/resilience/burst.e2e-spec.ts',
    'test/resilience/cancel.e2e-spec.ts',
    'test/resilience/cluster.e2e-spec.ts',
    'test/resilience/contention.e2e-spec.ts',
    'test/resilience/failing-model.e2e-spec.ts',
    'test/resilience/full-disk-under-redis.e2e-spec.ts',
    'test/resilience/hostile-clients.e2e-spec.ts',
    'test/resilience/overload.e2e-spec.ts',
    'test/resilience/poison.e2e-spec.ts',
    'test/resilience/pool.e2e-spec.ts',
    'test/resilience/postgres-failover.e2e-spec.ts',
    'test/resilience/postgres-outage.e2e-spec.ts',
    'test/resilience/redis-outage.e2e-spec.ts',
    'test/resilience/skewed-clock.e2e-spec.ts',
    'test/resilience/unread-streams.e2e-spec.ts',
    'test/resilience/vanishing-clients.e2e-spec.ts',
  ],
};

/** Jest's patterns for the measured tests of a size; what is gone would silently run beside others. */
export function measuredTests(size) {
  const missing = measured[size].filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0) throw new Error(`No such tests: ${missing.join(', ')}`);
  return measured[size].map((path) => `/${path.replaceAll('.', String.raw`\.`)}`);
}
