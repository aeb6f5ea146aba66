import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, isExecutable, runCommand } from './run-command.mjs';
import { ServerProcess, startOnFreePort } from './server-process.mjs';

const debianRoot = '/usr/lib/postgresql';

/** Where Debian keeps its Postgres versions, newest first; then whatever the PATH knows. */
function candidates() {
  const versions = existsSync(debianRoot) ? readdirSync(debianRoot) : [];
  const debian = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(debianRoot, version, 'bin/pg_config'));
  return [...debian, findProgram('pg_config')].filter((path) => path && isExecutable(path));
}

async function describe(pgConfig) {
  const [bin, share] = (await runCommand(pgConfig, ['--bindir', '--sharedir'])).split('\n');
  return {
    bin,
    pgConfig,
    major: /(\d+)/.exec(await runCommand(pgConfig, ['--version']))[1],
    hasVector: existsSync(join(share, 'extension/vector.control')),
  };
}

/** The installed Postgres servers (not mere client libraries), those with pgvector first. */
export async function findPostgres() {
  const found = await Promise.all(candidates().map(describe));
  const servers = found.filter(({ bin }) => isExecutable(join(bin, 'postgres')));
  return servers.sort((a, b) => Number(b.hasVector) - Number(a.hasVector));
}

/** Postgres refuses to run as root, so root lends it the user that the package made. */
async function serverUser() {
  if (process.getuid?.() !== 0) return {};
  const ids = await Promise.all(['-u', '-g'].map((flag) => runCommand('id', [flag, 'postgres'])));
  return { uid: Number(ids[0]), gid: Number(ids[1]) };
}

/** Makes the files of a new server in `directory/data`. */
export async function createCluster(installation, { directory, password }) {
  const user = await serverUser();
  mkdirSync(directory, { recursive: true });
  const passwordFile = join(directory, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user.uid !== undefined)
    for (const path of [directory, passwordFile]) chownSync(path, user.uid, user.gid);
  await runCommand(
    join(installation.bin, 'initdb'),
    [
      ...['-D', join(directory, 'data'), '-U', 'postgres', '-A', 'scram-sha-256'],
      ...['--pwfile', passwordFile, '-E', 'UTF8', '--locale', 'C', '--no-sync'],
    ],
    { ...user, cwd: directory },
  );
}

/** Copies the files of a running server into `directory/data`, set to follow it: a standby. */
export async function copyCluster(installation, { directory, url }) {
  const user = await serverUser();
  mkdirSync(directory, { recursive: true });
  if (user.uid !== undefined) chownSync(directory, user.uid, user.gid);
  await runCommand(
    join(installation.bin, 'pg_basebackup'),
    [
      ...['-d', url, '-D', join(directory, 'data'), '--write-recovery-conf'],
      ...['--checkpoint=fast', '--no-sync'],
    ],
    { ...user, cwd: directory },
  );
}

/** Starts a Postgres that keeps its promises (fsync on) on the files in `directory/data`. */
export async function runPostgres(installation, { directory, port, settings = [] }) {
  const server = new ServerProcess({
    ...(await serverUser()),
    cwd: directory,
    command: join(installation.bin, 'postgres'),
    args: [
      ...['-D', join(directory, 'data'), '-p', String(port), '-h', '127.0.0.1', '-k', directory],
      ...['fsync=on', 'jit=off', ...settings].flatMap((setting) => ['-c', setting]),
    ],
  });
  await server.ready(/ready to accept (?:read-only )?connections/, 'Postgres');
  return server;
}

/** Starts a new Postgres with room for suites that open many pools. */
export async function startPostgres(installation, run) {
  const directory = join(run.path, 'postgres');
  const password = randomBytes(12).toString('hex');
  await createCluster(installation, { directory, password });
  return startOnFreePort(async (port) => {
    const settings = ['max_connections=200'];
    const server = await runPostgres(installation, { directory, port, settings });
    run.remember(server.pid);
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      // SIGINT ends sessions at once and still shuts down cleanly.
      stop: () => server.stop('SIGINT'),
    };
  });
}
