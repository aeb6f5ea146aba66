import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPgvector } from './pgvector-build.mjs';
import { findFaketime } from './faketime.mjs';
import { findJq } from './jq.mjs';
import { findPostgres } from './postgres-server.mjs';
import { findPrometheus } from './prometheus.mjs';
import { findPython } from './python.mjs';
import { findRedis } from './redis-server.mjs';
import { findProgram, runCommand } from './run-command.mjs';

const policy = '/usr/sbin/policy-rc.d';
const policyText =
  '#!/bin/sh\n# Left by a test run: installed servers are not started as services.\nexit 101\n';

/** Where the tests keep what they built, between runs and between clones. */
const cacheDirectory = () =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'caxton-test');

/** Whether packages can be had here: Debian or a child of it, as root. */
export const canInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

const apt = (...args) =>
  runCommand('apt-get', ['-y', '-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
  });

/** Installing a server package starts it as a system service, unless a policy forbids that. */
async function withoutStartingServices(install) {
  const ours = !existsSync(policy) || readFileSync(policy, 'utf8') === policyText;
  if (ours) writeFileSync(policy, policyText, { mode: 0o755 });
  try {
    return await install();
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
}

const install = (...packages) =>
  withoutStartingServices(async () => {
    try {
      await apt('install', '--no-install-recommends', ...packages);
    } catch {
      // The package lists are missing or older than the archive.
      await apt('update');
      await apt('install', '--no-install-recommends', ...packages);
    }
  });

const hasCandidate = async (name) =>
  /Candidate: (?!\(none\))/.test(await runCommand('apt-cache', ['policy', name]));

async function installPgvector({ major, pgConfig }) {
  const packaged = `postgresql-${major}-pgvector`;
  if (await hasCandidate(packaged)) return install(packaged);
  const tools = [`postgresql-server-dev-${major}`, 'gcc', 'make', 'libc6-dev', 'dpkg-dev'];
  return buildPgvector({
    major,
    pgConfig,
    cache: cacheDirectory(),
    installTools: () => install(...tools),
  });
}

/** Installs what is missing of Redis, Postgres and pgvector, and of what single tests need. */
async function installServers() {
  if (!findFaketime()) await install('faketime');
  if (!(await findPython())) await install('python3-aiohttp');
  if (!findPrometheus()) await install('prometheus');
  if (!findJq()) await install('jq');
  const shells = ['zsh', 'fish'].filter((name) => !findProgram(name));
  if (shells.length > 0) await install(...shells);
  if (!findRedis()) await install('redis-server');
  if ((await findPostgres()).length === 0) await install('postgresql');
  const [postgres] = await findPostgres();
  if (!postgres.hasVector) await installPgvector(postgres);
}

/** Installs in a process of its own under a file lock, so that parallel runs install once. */
export async function installOnce() {
  mkdirSync(cacheDirectory(), { recursive: true });
  const lock = join(cacheDirectory(), 'install.lock');
  await runCommand('flock', [lock, process.execPath, fileURLToPath(import.meta.url)]);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await installServers().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
