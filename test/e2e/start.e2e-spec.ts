import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '../support/eventually.js';
import { createEmptyDataDir, ServerUnderTest } from '../support/server-under-test.js';
import { freePort } from '../resilience/kit/free-port.js';

/** Runs a command to its end. */
const run = (settings: Record<string, string>, command?: string[]): Promise<string> =>
  ServerUnderTest.launch({ settings, ...(command === undefined ? {} : { command }) })
    .end()
    .then(({ code, output }) => `${String(code)} ${output}`);

describe('starting the server', () => {
  const data = createEmptyDataDir();
  const settings = { CAXTON_DATA_DIR: data.path };
  let occupied: Server;

  beforeAll(async () => {
    occupied = createServer().listen(0, '127.0.0.1');
    await once(occupied, 'listening');
  });

  afterAll(() => {
    occupied.close();
    data.remove();
  });

  it('says what there is', async () => {
    expect(await run({}, ['--help'])).toMatch(/^0 [^]*server[^]*worker/);
    expect(await run({}, ['--version'])).toBe('0 1.0.0\n');
    expect(await run({}, ['sever', 'start'])).toMatch(/^2 [^]*server/);
  });

  it.each(['CAXTON_PORT', 'CAXTON_METRICS_PORT'])(
    'says that the port of %s is taken and how to take another',
    async (variable) => {
      const port = String((occupied.address() as AddressInfo).port);
      const said = await run({ ...settings, [variable]: port });
      expect(said).toMatch(/^1 /);
      expect(said).toContain(`Port ${port} is in use`);
      expect(said).toMatch(new RegExp(`${variable}=\\d+ caxton`));
      expect(said).not.toMatch(/^\s+at /m);
    },
  );

  it('is ready for operators when its API answers, and not before', async () => {
    const fresh = createEmptyDataDir();
    const [port, metricsPort] = [String(await freePort()), String(await freePort())];
    const server = ServerUnderTest.launch({
      settings: {
        ...{ CAXTON_DATA_DIR: fresh.path },
        ...{ CAXTON_PORT: port, CAXTON_METRICS_PORT: metricsPort },
      },
    });
    const ask = (at: string, path: string): Promise<number> =>
      fetch(`http://127.0.0.1:${at}${path}`).then(
        ({ status }) => status,
        () => 0,
      );
    await eventually(
      () => ask(metricsPort, '/health/ready'),
      (status) => status === 200,
    );
    expect(await ask(port, '/api/v1/health')).toBe(200);
    await server.stop();
    fresh.remove();
  });

  it('refuses a bad setting with the variable, the value and what is allowed', async () => {
    const bad = { CAXTON_PORT: 'eighty', CAXTON_LEASE: 'soon', CAXTON_CONCURRENCY: '0' };
    const said = await run({ ...settings, ...bad });
    expect(said).toMatch(/^1 /);
    expect(said).toContain('CAXTON_PORT is "eighty": must be a port from 0 to 65535');
    expect(said).toContain('CAXTON_CONCURRENCY is "0": must be a whole number from 1 to 1000');
    expect(said).toContain('CAXTON_LEASE is "soon": must be a duration such as 30s');
  });

  it('says that a database cannot be reached, without its password', async () => {
    const said = await run({ CAXTON_DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/caxton' });
    expect(said).toMatch(/^1 /);
    expect(said).toContain('127.0.0.1:1/caxton cannot be reached');
    expect(said).not.toContain('hunter2');
  });

  it.each([
    ['caxton worker start', ['worker', 'start']],
    ['caxton api start', ['api', 'start']],
    ['caxton server start --api-only', ['server', 'start', '--api-only']],
  ])('says that %s needs a database of its own', async (name, command) => {
    const said = await run(settings, command);
    expect(said).toMatch(/^1 /);
    expect(said).toContain(`${name} needs CAXTON_DATABASE_URL`);
  });

  it('refuses a second server on the same data, and keeps the data over a restart', async () => {
    const first = await ServerUnderTest.start({ settings });
    const second = await run(settings);
    expect(second).toMatch(/^1 /);
    expect(second).toContain(data.path);
    const created = await fetch(`${first.url}/api/v1/agents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Stays', capabilities: ['stay'], system_prompt: 'Stay.' }),
    });
    expect(created.status).toBe(201);
    expect(await first.process.stop()).toMatchObject({ code: 0 });
    const again = await ServerUnderTest.start({ settings });
    expect((await fetch(`${again.url}/api/v1/agents/Stays`)).status).toBe(200);
    expect(await again.process.stop('SIGINT')).toMatchObject({ code: 0 });
  });

  it('ends at once at the second signal, however long a turn runs', async () => {
    const { url, process } = await ServerUnderTest.start({
      settings: { ...settings, CAXTON_AGENTS_DIR: `${import.meta.dirname}/agents` },
    });
    await fetch(`${url}/api/v1/messages?wait=200ms`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ capability: 'echo', content: { delayMs: 30_000 } }),
    });
    const ended = process.stop();
    await eventually(
      () => Promise.resolve(process.logged('Stopping')),
      (stopping) => stopping,
    );
    await process.stop();
    expect(await ended).toMatchObject({ code: 130 });
  });

  it('serves the five metrics of the quick start', async () => {
    const { metricsUrl, process } = await ServerUnderTest.start({ settings });
    const text = await (await fetch(metricsUrl)).text();
    await process.stop();
    for (const name of ['agents_total', 'messages_total', 'memory_entities_total']) {
      expect(text).toMatch(new RegExp(`^caxton_${name}\\{\\w+="\\w+"\\} \\d+$`, 'm'));
    }
    expect(text).toContain('# TYPE caxton_capability_requests_total');
    expect(text).toContain('# TYPE caxton_response_time_seconds');
  });
});
