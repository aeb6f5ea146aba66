import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describeWith } from './test-servers.js';

const script = resolve(import.meta.dirname, 'with-servers.mjs');
const tellUrls =
  'console.log(JSON.stringify([process.env.CAXTON_TEST_DATABASE_URL, process.env.CAXTON_TEST_REDIS_URL]))';

type Variables = Readonly<Record<string, string | undefined>>;

/** What the outer run already settled is unset, so that the script has to find servers itself. */
const unsettled: Variables = {
  CAXTON_TEST_DATABASE_URL: undefined,
  CAXTON_TEST_REDIS_URL: undefined,
  CAXTON_TEST_RUN: undefined,
  CAXTON_TEST_SKIPPED: undefined,
  CAXTON_REQUIRE_SERVICES: undefined,
  CAXTON_TEST_INSTALL: '0',
  CAXTON_TEST_FAKETIME: 'given',
  CAXTON_TEST_PYTHON: 'given',
  CAXTON_TEST_PROMETHEUS: 'given',
  CAXTON_TEST_JQ: 'given',
  CAXTON_TEST_ZSH: 'given',
  CAXTON_TEST_FISH: 'given',
};

function start(command: readonly string[], env: Variables = {}): ChildProcess {
  return spawn(process.execPath, [script, '--', ...command], {
    env: { ...process.env, ...unsettled, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function run(
  command: readonly string[],
  env: Variables = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = start(command, env);
  const ended = new Promise<number | null>((settle) => child.once('close', settle));
  const [stdout, stderr] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  return { code: await ended, stdout, stderr };
}

const textOf = (stream: ChildProcess['stdout']): Promise<string> =>
  stream === null ? Promise.resolve('') : text(stream);

const urls = (stdout: string): string[] => JSON.parse(stdout) as string[];

function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((settle) => {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.once('connect', () => {
      socket.destroy();
      settle(true);
    });
    socket.once('error', () => {
      settle(false);
    });
  });
}

const node = process.execPath;

describeWith(['postgres', 'redis'], 'with-servers', () => {
  it('gives a command its own servers, its exit code back, and stops the servers', async () => {
    const { code, stdout } = await run([node, '-e', `${tellUrls}; process.exit(7)`]);
    expect(code).toBe(7);
    const started = urls(stdout);
    expect(started).toEqual([
      expect.stringMatching(/^postgres:\/\/postgres:/),
      expect.stringMatching(/^redis:\/\//),
    ]);
    for (const url of started) expect(await isListening(url)).toBe(false);
  });

  it('keeps two runs at the same time apart', async () => {
    const runs = await Promise.all([1, 2].map(() => run([node, '-e', tellUrls])));
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(new Set(runs.flatMap(({ stdout }) => urls(stdout))).size).toBe(4);
  });

  it('uses the servers that it is given', async () => {
    const given = {
      CAXTON_TEST_DATABASE_URL: 'postgres://given/one',
      CAXTON_TEST_REDIS_URL: 'redis://given',
      CAXTON_TEST_RUN: 'outer',
    };
    const { stdout } = await run([node, '-e', tellUrls], given);
    expect(urls(stdout)).toEqual([given.CAXTON_TEST_DATABASE_URL, given.CAXTON_TEST_REDIS_URL]);
  });

  it('ends, at the next run, the servers of a run that was killed', async () => {
    const { left, kill } = await startAndTell();
    await kill();
    await run(['true']);
    expect(await Promise.all(left.map(isListening))).toEqual([false, false]);
  });
});

/** A run whose command goes on until it and the run are killed, which nobody can clean up after. */
async function startAndTell(): Promise<{ left: string[]; kill: () => Promise<void> }> {
  const goOn = `${tellUrls}; console.log(process.pid); setInterval(() => {}, 1e6)`;
  const killed = start([node, '-e', goOn]);
  const [told, pid] = await firstLines(killed, 2);
  return {
    left: urls(String(told)),
    kill: async () => {
      const ended = new Promise((settle) => killed.once('close', settle));
      killed.kill('SIGKILL');
      process.kill(Number(pid));
      await ended;
    },
  };
}

function firstLines(child: ChildProcess, count: number): Promise<string[]> {
  let seen = '';
  return new Promise((settle) =>
    child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.split('\n').length > count) settle(seen.split('\n'));
    }),
  );
}

describeWith(['postgres'], 'with-servers where there is no Redis', () => {
  let path: string;

  beforeAll(() => {
    path = mkdtempSync(join(tmpdir(), 'caxton-path-'));
    symlinkSync('/usr/bin/id', join(path, 'id'));
  });
  afterAll(() => {
    rmSync(path, { recursive: true });
  });

  it('says in one line what is skipped, and tells the tests', async () => {
    const show = 'console.log(process.env.CAXTON_TEST_SKIPPED)';
    const { code, stdout, stderr } = await run([node, '-e', show], { PATH: path });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'redis\n' });
    expect(stderr).toMatch(
      /^Tests that need it are skipped\. No Redis here: .*CAXTON_TEST_REDIS_URL\.\n$/,
    );
  });

  it('fails where services are required', async () => {
    const required = { PATH: path, CAXTON_REQUIRE_SERVICES: '1' };
    const { code, stdout, stderr } = await run([node, '-e', tellUrls], required);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^No Redis here: .*CAXTON_TEST_REDIS_URL\.\n$/);
  });
});
