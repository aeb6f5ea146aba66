import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import { copyCluster } from '../../support/servers/postgres-server.mjs';
import { RunDirectory } from '../../support/servers/run-directory.mjs';
import { OwnPostgres } from './own-postgres.js';
import { ask } from './postgres-faults.js';

/**
 * A second Postgres that follows the first one. From now on the first answers a COMMIT only when the
 * second has it on its disk, so that what was acknowledged survives the loss of the first.
 */
export async function startStandby(primary: OwnPostgres): Promise<OwnPostgres> {
  const run = new RunDirectory();
  const directory = join(run.path, 'postgres');
  const { settings, password, installation } = primary.files;
  await copyCluster(installation, { directory, url: primary.url });
  const standby = await OwnPostgres.startAt({ run, directory, settings, password, installation });
  await demandCopies(primary);
  return standby;
}

/** Only after the standby follows: before, every COMMIT would wait for it. */
async function demandCopies({ url }: OwnPostgres): Promise<void> {
  await ask(url, `alter system set synchronous_standby_names = '*'`);
  await ask(url, 'select pg_reload_conf()');
  const following = await eventually(
    () => ask(url, `select from pg_stat_replication where sync_state = 'sync'`),
    (rows) => rows.length === 1,
  );
  if (following.length !== 1) throw new Error('No standby follows.');
}

/** Makes a standby the server that is written to. */
export async function promote({ url }: OwnPostgres): Promise<void> {
  await ask(url, 'select pg_promote(wait => true)');
}
