import { randomBytes } from 'node:crypto';
import { canInstall, installOnce } from './debian-install.mjs';
import { dropDatabases } from './drop-databases.mjs';
import { findFaketime } from './faketime.mjs';
import { findJq } from './jq.mjs';
import { findPostgres, startPostgres } from './postgres-server.mjs';
import { findPrometheus } from './prometheus.mjs';
import { findPython } from './python.mjs';
import { findRedis, startRedis } from './redis-server.mjs';
import { findProgram } from './run-command.mjs';
import { RunDirectory, removeLeftovers } from './run-directory.mjs';

const services = [
  {
    name: 'postgres',
    label: 'Postgres with pgvector',
    variable: 'CAXTON_TEST_DATABASE_URL',
    find: async () => (await findPostgres()).find(({ hasVector }) => hasVector),
    start: startPostgres,
  },
  {
    name: 'redis',
    label: 'Redis',
    variable: 'CAXTON_TEST_REDIS_URL',
    find: async () => findRedis(),
    start: startRedis,
  },
  {
    name: 'faketime',
    label: 'faketime',
    variable: 'CAXTON_TEST_FAKETIME',
    find: async () => findFaketime(),
    // No server: a library that is loaded into processes whose clock is to be wrong.
    start: async (library) => ({ url: library, stop: async () => {} }),
  },
  {
    name: 'python',
    label: 'Python 3 with aiohttp',
    variable: 'CAXTON_TEST_PYTHON',
    find: findPython,
    // No server either: what runs the Python client.
    start: async (program) => ({ url: program, stop: async () => {} }),
  },
  {
    name: 'prometheus',
    label: 'Prometheus with promtool',
    variable: 'CAXTON_TEST_PROMETHEUS',
    find: async () => findPrometheus(),
    // The suite that needs it starts its own, which scrapes the server of the suite.
    start: async (program) => ({ url: program, stop: async () => {} }),
  },
  {
    name: 'jq',
    label: 'jq',
    variable: 'CAXTON_TEST_JQ',
    find: findJq,
    // What the shell scripts of the quick start call.
    start: async (program) => ({ url: program, stop: async () => {} }),
  },
  ...['zsh', 'fish'].map((name) => ({
    name,
    label: name,
    variable: `CAXTON_TEST_${name.toUpperCase()}`,
    // What people complete the command line in.
    find: async () => findProgram(name),
    start: async (program) => ({ url: program, stop: async () => {} }),
  })),
];

/** Services that somebody else already answers for: by a URL, or by having said that they are skipped. */
const isSettled = ({ name, variable }) =>
  Boolean(process.env[variable]) || settledAsSkipped().split(',').includes(name);

const settledAsSkipped = () => process.env.CAXTON_TEST_SKIPPED ?? '';

const locate = (wanted) =>
  Promise.all(wanted.map(async (service) => ({ ...service, found: await service.find() })));

/** What is installed; on a Debian machine, as root, what is missing is installed first. */
async function locateOrInstall(wanted, say) {
  const located = await locate(wanted);
  const isComplete = located.every(({ found }) => found);
  if (isComplete || !canInstall() || process.env.CAXTON_TEST_INSTALL === '0') return located;
  say(
    'Installing what the tests lack of Redis, Postgres, faketime, Python, Prometheus, jq, zsh and fish (once, a minute)…',
  );
  try {
    await installOnce();
  } catch (error) {
    say(`They could not be installed: ${error.message.split('\n').at(-1)}`);
  }
  return locate(wanted);
}

/** One line about what cannot be tested here, and what would change that. */
function explainMissing(missing) {
  const labels = missing.map(({ label }) => label).join(' and ');
  const variables = missing.map(({ variable }) => variable).join(' and ');
  return `No ${labels} here: install it, or set ${variables}.`;
}

async function startAll(located, run) {
  const started = [];
  const stop = async () => {
    for (const { server } of started.reverse()) await server.stop();
    run.remove();
  };
  try {
    for (const { start, found, variable } of located)
      started.push({ variable, server: await start(found, run) });
  } catch (error) {
    await stop();
    throw error;
  }
  return { urls: started.map(({ variable, server }) => [variable, server.url]), stop };
}

/**
 * How to leave a database server that was here before the run as it was found. An inner run leaves that to
 * the outer one, with which it shares its templates.
 */
function tidying(run) {
  const { CAXTON_TEST_DATABASE_URL: url, CAXTON_TEST_RUN: outer } = process.env;
  return url && !outer ? () => dropDatabases(url, run) : async () => {};
}

async function startWanted(wanted, say) {
  if (wanted.length === 0) return { urls: [], stop: async () => {}, skipped: settledAsSkipped() };
  removeLeftovers();
  const located = await locateOrInstall(wanted, say);
  const missing = located.filter(({ found }) => !found);
  if (missing.length > 0) {
    if (process.env.CAXTON_REQUIRE_SERVICES === '1') throw new Error(explainMissing(missing));
    say(`Tests that need it are skipped. ${explainMissing(missing)}`);
  }
  const available = located.filter(({ found }) => found);
  const { urls, stop } = await startAll(available, new RunDirectory());
  return { urls, stop, skipped: missing.map(({ name }) => name).join(',') };
}

/**
 * Gets the real servers that integration tests need: those named by CAXTON_TEST_DATABASE_URL and
 * CAXTON_TEST_REDIS_URL, else installed programs started for this run, else (Debian, root) installed first.
 * What cannot be had is told in one line and named in CAXTON_TEST_SKIPPED, so that suites skip visibly;
 * with CAXTON_REQUIRE_SERVICES=1 it is an error.
 *
 * @returns `env`, to be given to the tests, and `stop`.
 */
export async function startTestServers(say = (line) => process.stderr.write(`${line}\n`)) {
  const run = process.env.CAXTON_TEST_RUN ?? randomBytes(4).toString('hex');
  const tidy = tidying(run);
  const wanted = services.filter((service) => !isSettled(service));
  const started = await startWanted(wanted, say);
  return {
    env: {
      CAXTON_TEST_RUN: run,
      CAXTON_TEST_SKIPPED: started.skipped,
      ...Object.fromEntries(started.urls),
    },
    stop: async () => {
      await tidy();
      await started.stop();
    },
  };
}
