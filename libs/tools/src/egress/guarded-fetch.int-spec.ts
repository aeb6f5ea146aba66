import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { deniedForms } from './denied-addresses.fixture.js';
import { EgressDenied, EgressFailed } from './egress.errors.js';
import { createGuardedFetch } from './guarded-fetch.js';
import type { GuardedFetch, GuardedRequest, GuardedResponse } from './guarded-request.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A real server on loopback that says whatever the test wants and remembers who came. */
class Origin {
  readonly paths: string[] = [];
  readonly sockets = new Set<Socket>();
  readonly #server: Server;
  answer: Answer = (_request, response) => response.end('ok');

  constructor() {
    this.#server = createServer((request, response) => {
      this.paths.push(request.url ?? '');
      this.answer(request, response);
    });
    this.#server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async alone(): Promise<void> {
    const closed = [...this.sockets].map(
      (socket) =>
        new Promise<void>((resolve) =>
          socket.once('close', () => {
            resolve();
          }),
        ),
    );
    await Promise.all(closed);
  }
}

const codeOf = async (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'none',
    (error: unknown) =>
      error instanceof EgressDenied || error instanceof EgressFailed ? error.code : String(error),
  );

describe('the guarded way out', () => {
  const origin = new Origin();
  let fetch: GuardedFetch;

  const get = (path: string, more: Partial<GuardedRequest> = {}): Promise<GuardedResponse> =>
    fetch({ url: `${origin.url}${path}`, signal: new AbortController().signal, ...more });
  const textOf = ({ body }: GuardedResponse): string => Buffer.from(body).toString();

  beforeAll(async () => {
    await origin.start();
    fetch = createGuardedFetch({ allow: [`${origin.url}/open/`] });
  });
  beforeEach(() => {
    origin.paths.length = 0;
  });
  afterAll(() => origin.stop());

  it('brings back status, headers and body', async () => {
    origin.answer = (_request, response) => {
      response.writeHead(404, { 'Content-Type': 'text/csv', 'X-Two': ['a', 'b'] });
      response.end('a,b\n');
    };

    const response = await get('/open/file.csv?q=1#part');

    expect(response).toMatchObject({
      status: 404,
      headers: { 'content-type': 'text/csv', 'x-two': 'a, b' },
    });
    expect(textOf(response)).toBe('a,b\n');
    expect(origin.paths).toEqual(['/open/file.csv?q=1']);
  });

  it('sends what it is given', async () => {
    origin.answer = (request, response) => {
      request.pipe(response);
      response.setHeader('X-Seen', request.headers['x-token'] ?? '');
    };

    const response = await get('/open/', {
      method: 'POST',
      body: 'héllo',
      headers: { 'X-Token': 't' },
    });

    expect(textOf(response)).toBe('héllo');
    expect(response.headers['x-seen']).toBe('t');
  });

  it('does not reach the rest of an origin through a connection it has', async () => {
    origin.answer = (_request, response) => response.end('ok');
    await get('/open/');

    expect(await codeOf(get('/api/v1/agents'))).toBe('EGRESS_DENIED');
    expect(origin.paths).toEqual(['/open/']);
  });

  it('leaves no connection behind', async () => {
    origin.answer = (_request, response) => response.end('ok');
    await get('/open/');
    await origin.alone();

    expect(origin.sockets.size).toBe(0);
  });

  it.each(deniedForms.filter(({ address }) => address?.startsWith('127.') === true))(
    'does not follow a redirect to $form',
    async ({ form }) => {
      const port = new URL(origin.url).port;
      const location = Buffer.from(`http://${form}:${port}/secret`).toString('latin1');
      origin.answer = (_request, response) => response.writeHead(302, { location }).end();

      expect(await codeOf(get('/open/'))).toBe('EGRESS_DENIED');
      expect(origin.paths).toEqual(['/open/']);
    },
  );

  it('does not follow a redirect out of the allowed path', async () => {
    origin.answer = (_request, response) =>
      response.writeHead(302, { location: '../secret' }).end();

    expect(await codeOf(get('/open/'))).toBe('EGRESS_DENIED');
    expect(origin.paths).toEqual(['/open/']);
  });

  it('follows three redirects and no more', async () => {
    origin.answer = ({ url = '' }, response) => {
      const left = Number(url.split('/').at(-1));
      if (left === 0) response.end('there');
      else response.writeHead(302, { location: `/open/${String(left - 1)}` }).end('moved');
    };

    const response = await get('/open/3');

    expect(textOf(response)).toBe('there');
    expect(response.url).toBe(`${origin.url}/open/0`);
    expect(await codeOf(get('/open/4'))).toBe('EGRESS_TOO_MANY_REDIRECTS');
    expect((await get('/open/1', { limits: { maxRedirects: 0 } })).status).toBe(302);
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ])('unpacks %s, and no more of it than is allowed', async (encoding, compress) => {
    const text = 'month,passengers\n'.repeat(1_000);
    origin.answer = (_request, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(compress(text));

    expect(textOf(await get('/open/'))).toBe(text);
    expect(await codeOf(get('/open/', { limits: { maxBytes: text.length - 1 } }))).toBe(
      'EGRESS_TOO_LARGE',
    );
  });

  it('survives a bomb: 1 GB in 1 MB', async () => {
    const layer = gzipSync(Buffer.alloc(100_000_000));
    origin.answer = (_request, response) =>
      response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(Buffer.concat(Array<Buffer>(10).fill(layer)));

    const before = process.memoryUsage().rss;
    expect(await codeOf(get('/open/'))).toBe('EGRESS_TOO_LARGE');
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it('refuses what is damaged or packed in an unknown way', async () => {
    const send = (encoding: string, body: Buffer | string) => (): Promise<string> => {
      origin.answer = (_request, response) =>
        response.writeHead(200, { 'content-encoding': encoding }).end(body);
      return codeOf(get('/open/'));
    };

    expect(await send('zstd', 'x')()).toBe('EGRESS_INVALID_RESPONSE');
    expect(await send('gzip, gzip', 'x')()).toBe('EGRESS_INVALID_RESPONSE');
    expect(await send('constructor', 'x')()).toBe('EGRESS_INVALID_RESPONSE');
    expect(await send('gzip', 'not gzip')()).toBe('EGRESS_INVALID_RESPONSE');
    expect(await send('gzip', gzipSync('cut short').subarray(0, 20))()).toBe(
      'EGRESS_INVALID_RESPONSE',
    );
    origin.answer = (request) => request.socket.end('HTTP/1.1 nonsense\r\n\r\n');
    expect(await codeOf(get('/open/'))).toBe('EGRESS_INVALID_RESPONSE');
  });

  it('stops at the size it is given, whatever the server announces', async () => {
    origin.answer = (_request, response) => {
      const flood = (): void => {
        while (response.write(Buffer.alloc(65_536))) continue;
      };
      response.on('drain', flood);
      flood();
    };

    expect(await codeOf(get('/open/'))).toBe('EGRESS_TOO_LARGE');
    await origin.alone();
    expect(origin.sockets.size).toBe(0);
  });

  it('stops at headers beyond 16 KiB', async () => {
    origin.answer = (_request, response) =>
      response.writeHead(200, { x: 'a'.repeat(20_000) }).end();

    expect(await codeOf(get('/open/'))).toBe('EGRESS_TOO_LARGE');
  });

  it('gives up a server that does not answer, falls silent or drips for ever', async () => {
    origin.answer = () => undefined;
    expect(await codeOf(get('/open/', { limits: { headersMs: 100 } }))).toBe('EGRESS_TIMEOUT');

    origin.answer = (_request, response) => response.write('half');
    expect(await codeOf(get('/open/', { limits: { idleMs: 100 } }))).toBe('EGRESS_TIMEOUT');

    origin.answer = (_request, response) => {
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => {
        clearInterval(drip);
      });
    };
    expect(await codeOf(get('/open/', { limits: { totalMs: 300 } }))).toBe('EGRESS_TIMEOUT');
    await origin.alone();
    expect(origin.sockets.size).toBe(0);
  });

  it('ends at once when the caller gives up, and frees the socket', async () => {
    const caller = new AbortController();
    origin.answer = () => {
      caller.abort(new Error('given up'));
    };

    expect(await codeOf(get('/open/', { signal: caller.signal }))).toBe('Error: given up');
    await origin.alone();
    expect(origin.sockets.size).toBe(0);
  });

  it('does not read a body of a type that is not wanted', async () => {
    origin.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      response.write('never ends');
    };
    const acceptsType = (type: string): boolean => !type.startsWith('image/');

    expect(await codeOf(get('/open/', { acceptsType }))).toBe('EGRESS_CONTENT_TYPE');
  });

  it('stays within the domains of the agent, redirects included', async () => {
    const only = { allowedDomains: ['example.com', '*.example.org'] };

    expect(await codeOf(get('/open/', only))).toBe('EGRESS_DENIED');
    expect(origin.paths).toEqual([]);
    origin.answer = (_request, response) =>
      response.writeHead(302, { location: 'http://example.net/' }).end();
    expect(await codeOf(get('/open/', { allowedDomains: ['127.0.0.1'] }))).toBe('EGRESS_DENIED');
  });

  it('tells apart what cannot be reached', async () => {
    const closed = new Origin();
    await closed.start();
    const url = closed.url;
    await closed.stop();
    const reach = createGuardedFetch({
      allow: [`${url}/`, `${origin.url.replace('http', 'https')}/`],
    });
    const { signal } = new AbortController();

    expect(await codeOf(reach({ url, signal }))).toBe('EGRESS_UNREACHABLE');
    expect(await codeOf(reach({ url: origin.url.replace('http', 'https'), signal }))).toBe(
      'EGRESS_UNREACHABLE',
    );
    expect(await codeOf(reach({ url: 'http://nobody.invalid/', signal }))).toBe(
      'EGRESS_UNREACHABLE',
    );
  });
});
