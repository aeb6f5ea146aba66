import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import TestSequencer from '@jest/test-sequencer';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The test files that take longest, the longest first: where one of them begins last, the others wait for it. */
const longest = [
  'test/resilience/journal.e2e-spec.ts',
  'test/e2e/talk/junk.e2e-spec.ts',
  'test/resilience/workflow.e2e-spec.ts',
  'test/e2e/memory-moving.e2e-spec.ts',
  'test/e2e/approvals.e2e-spec.ts',
  'test/resilience/rolling-approval.e2e-spec.ts',
  'test/resilience/crash-points.e2e-spec.ts',
  'test/e2e/workers.e2e-spec.ts',
  'test/resilience/rolling-upgrade.e2e-spec.ts',
  'test/resilience/code-steps.e2e-spec.ts',
  'test/resilience/lesson.e2e-spec.ts',
  'test/e2e/client-packages.e2e-spec.ts',
  'test/e2e/cli.e2e-spec.ts',
  'test/e2e/archive.e2e-spec.ts',
  'test/e2e/quick-start.e2e-spec.ts',
  'apps/worker/src/turns/mailbox-drain.int-spec.ts',
  'libs/tools/src/mcp/programs/mcp-programs.int-spec.ts',
  'apps/worker/src/webhooks/webhook-limits.int-spec.ts',
  'libs/llm/src/ask/model-faults.int-spec.ts',
  'libs/embedded/src/embedded-postgres.int-spec.ts',
  'apps/worker/src/turns/message-flood.int-spec.ts',
  'apps/worker/src/suspects/suspect-process.int-spec.ts',
  'test/simulation/mailbox-protocol.spec.ts',
];

const places = new Map(longest.map((file, place) => [join(root, file), place]));
const placeOf = ({ path }) => places.get(path) ?? places.size;

/**
 * The order in which jest takes test files. It knows how long each took last time; on a clean clone it
 * goes by their size, which says little: there the list above comes first.
 */
export default class LongestFirst extends TestSequencer {
  sort(tests) {
    for (const file of places.keys()) {
      if (!existsSync(file)) throw new Error(`test/support/longest-first.mjs: no ${file}.`);
    }
    return super.sort(tests).sort((one, other) => placeOf(one) - placeOf(other));
  }
}
