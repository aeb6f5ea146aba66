import { findPostgres } from '../../support/servers/postgres-server.mjs';
import { findRedis } from '../../support/servers/redis-server.mjs';
import { SmallDisk } from './small-disk.js';

/** What a test of the ground may need on its machine beside the servers of the run. */
export type OwnNeed = 'redis' | 'postgres' | 'small disk';

const isHere: Readonly<Record<OwnNeed, boolean>> = {
  redis: findRedis() !== undefined,
  postgres: (await findPostgres()).some(({ hasVector }) => hasVector),
  'small disk': SmallDisk.isPossible,
};

/**
 * `describe` for a suite that starts servers of its own, to break them. Where their programs are not
 * installed the suite is reported as skipped, with the reason in its title; with
 * CAXTON_REQUIRE_SERVICES=1 that is an error, but for the small disk, which only root may mount.
 */
export function describeWithOwn(needs: readonly OwnNeed[], title: string, suite: () => void): void {
  const missing = needs.filter((need) => !isHere[need]);
  if (missing.length === 0) {
    describe(title, suite);
    return;
  }
  const isRequired = missing.some((need) => need !== 'small disk');
  if (isRequired && process.env['CAXTON_REQUIRE_SERVICES'] === '1') {
    throw new Error(`"${title}" needs ${missing.join(', ')}, which must be installed here.`);
  }
  describe.skip(`${title} (skipped: no ${missing.join(', ')} here)`, suite);
}
