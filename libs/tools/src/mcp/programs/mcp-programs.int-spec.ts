import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '#protocol';
import { systemClock } from '#platform';
import { referenceServer } from '../../../../../test/support/everything-server.js';
import { eventually } from '../../../../../test/support/eventually.js';
import { SecretKeeper } from '../../secrets/secret-keeper.js';
import type { McpTalk } from '../mcp-line.js';
import { readMcpPrograms, type McpProgram } from './program-settings.js';
import { McpPrograms } from './mcp-programs.js';

const node = process.execPath;
const reference = (name: 'everything' | 'memory', ...args: string[]): McpProgram => ({
  command: node,
  args: [referenceServer(name), ...args],
});
const script = (text: string): McpProgram => ({ command: node, args: ['-e', text] });
/** Answers what a client asks first, says who it is, and then does the given. */
const speaking = (then: string): McpProgram =>
  script(`
    let text = '';
    const say = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\\n');
    process.stdin.on('data', (piece) => {
      text += piece;
      for (let at = text.indexOf('\\n'); at >= 0; at = text.indexOf('\\n')) {
        const { id, method, params } = JSON.parse(text.slice(0, at));
        text = text.slice(at + 1);
        if (method === 'server/discover') say({ id, error: { code: -32601, message: 'no' } });
        else if (method === 'initialize')
          say({ id, result: { protocolVersion: params.protocolVersion, capabilities: { tools: {} },
            serverInfo: { name: 'x', version: '1' } } });
        else if (id !== undefined) { ${then} }
      }
    });`);
/** A server of the current revision, written with the reference library. */
const current = script(`
  (async () => {
    const { McpServer } = await import('@modelcontextprotocol/server');
    const { serveStdio } = await import('@modelcontextprotocol/server/stdio');
    serveStdio(() => {
      const server = new McpServer({ name: 'current', version: '1.0.0' });
      server.registerTool('ping', { description: 'Pings.' }, () =>
        ({ content: [{ type: 'text', text: 'pong' }] }));
      return server;
    });
  })();`);

describe('programs of the operator', () => {
  let programs: McpPrograms;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caxton-mcp-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  afterEach(() => programs.close());

  const open = (all: Readonly<Record<string, McpProgram>>): void => {
    const secrets = new SecretKeeper({ CAXTON_SECRET_FILE: join(folder, 'memory.json') });
    programs = new McpPrograms(new Map(Object.entries(all)), { secrets, clock: systemClock });
  };
  const talk = async <T>(
    name: string,
    act: (talk: McpTalk) => Promise<T>,
    totalMs = 20_000,
  ): Promise<T> => {
    const signal = AbortSignal.timeout(totalMs);
    const { result } = await programs.line(name).talk({ totalMs, maxBytes: 1_000, signal }, act);
    return result;
  };
  const call = (name: string, tool: string, args: JsonObject = {}): Promise<string> =>
    talk(name, async (line) => JSON.stringify(await line.call(tool, args)));
  const failure = (act: Promise<unknown>): Promise<string> =>
    act.then(
      () => 'done',
      (error: unknown) => String(error),
    );

  /** What a call is told as soon as it is noticed that the program ended. */
  const startedAgain = (name: string): Promise<string> =>
    eventually(
      () => failure(talk(name, (line) => line.call('any', {}), 300)),
      (told) => told.includes('started again in'),
    );

  it('are the reference server "memory", one process for all conversations, with its secret', async () => {
    const env = { MEMORY_FILE_PATH: { secret: 'env:CAXTON_SECRET_FILE' } };
    open({ memory: { ...reference('memory'), env } });
    const entities = [{ name: 'Acme', entityType: 'customer', observations: ['pays late'] }];
    const written = await Promise.all([
      call('memory', 'create_entities', { entities }),
      call('memory', 'read_graph'),
    ]);
    expect(written[0]).toContain('pays late');
    expect(await call('memory', 'search_nodes', { query: 'Acme' })).toContain('customer');
  });

  it('are the reference server "everything", in the revision before the current one', async () => {
    open({ everything: reference('everything', 'stdio') });
    const [version, names] = await talk('everything', async (line) => [
      line.protocolVersion,
      (await line.tools()).map(({ name }) => name),
    ]);
    expect([version, names]).toEqual([
      expect.stringMatching(/^2025-/),
      expect.arrayContaining(['echo']),
    ]);
    expect(await call('everything', 'echo', { message: 'x' })).toContain('Echo: x');
  });

  it('are servers of the current revision', async () => {
    open({ current });
    expect(await talk('current', (line) => Promise.resolve(line.protocolVersion))).toBe(
      '2026-07-28',
    );
    expect(await call('current', 'ping')).toContain('pong');
  });

  it('get their own variables and none of the server', async () => {
    process.env['CAXTON_SECRET_OF_SERVER'] = 'nobody-shall-see';
    const tells = speaking(
      `say({ id, result: { content: [{ type: 'text', text: JSON.stringify(process.env) }] } });`,
    );
    open({ tells: { ...tells, env: { OWN: 'mine' } } });
    const told = await call('tells', 'any');
    delete process.env['CAXTON_SECRET_OF_SERVER'];
    expect([told.includes('mine'), told.includes('nobody-shall-see')]).toEqual([true, false]);
  });

  it('are left when they hang, and ended when they hang again and again', async () => {
    open({ hangs: speaking(''), well: speaking(`say({ id, result: { content: [] } });`) });
    await talk('hangs', () => Promise.resolve());
    for (let times = 0; times < 3; times += 1) {
      const left = talk('hangs', (line) => line.call('any', {}), 300);
      expect(await failure(left)).toMatch(/abort|time/i);
      expect(await call('well', 'any')).toContain('content');
    }
    expect(await startedAgain('hangs')).toContain('started again in');
  });

  it('are ended when they flood, and not started again at once', async () => {
    open({ floods: speaking(`for (;;) process.stdout.write('x'.repeat(65536));`) });
    expect(await failure(call('floods', 'any'))).not.toBe('done');
    expect(await startedAgain('floods')).toContain('started again in');
  });

  it('that do not start or end at once are told so, and are not started again at once', async () => {
    open({ nothing: { command: join(folder, 'nothing') }, ends: script('process.exit(1)') });
    for (const name of ['nothing', 'ends']) {
      expect(await failure(call(name, 'any'))).not.toBe('done');
      expect(await failure(call(name, 'any'))).toContain('started again in');
    }
    expect(await failure(call('ends', 'any'))).toContain('the tool was not called');
  });

  it('end with the process that owns them', async () => {
    open({ tells: speaking(`say({ id, result: { content: [], pid: process.pid } });`) });
    const { pid } = JSON.parse(await call('tells', 'any')) as { pid: number };
    expect(process.kill(pid, 0)).toBe(true);
    await programs.close();
    expect(
      await eventually(
        () => Promise.resolve(isAlive(pid)),
        (is) => !is,
      ),
    ).toBe(false);
    expect(await failure(call('tells', 'any'))).toContain('the server stops');
  });

  it('are read from a file that says what is wrong with it', async () => {
    const path = join(folder, 'servers.json');
    const problemOf = async (content: unknown): Promise<string> => {
      await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
      return failure(readMcpPrograms(path));
    };
    open({});
    expect(await readMcpPrograms(undefined)).toEqual(new Map());
    expect(
      await problemOf({ servers: { memory: { command: 'x', safety: { a: 'unsafe' } } } }),
    ).toBe('done');
    expect(await problemOf('no JSON')).toMatch(/^InvalidMcpPrograms: .*CAXTON_MCP_SERVERS_FILE/);
    expect(await problemOf({ servers: { a: { command: 'x' } } })).toContain('servers.a');
    expect(await problemOf({ servers: { memory: { cmd: 'x' } } })).toMatch(/command.*cmd/s);
    expect(await problemOf({ servers: { memory: { command: 'x', timeout: '5m' } } })).toContain(
      '60s',
    );
    const env = { KEY: { secret: 'plain' } };
    expect(await problemOf({ servers: { memory: { command: 'x', env } } })).toContain('env');
    expect(await failure(readMcpPrograms(join(folder, 'none.json')))).toContain('ENOENT');
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
