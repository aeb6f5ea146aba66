import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { eventually } from '../../../../test/support/eventually.js';
import { readStreamedBody, type StreamLimits } from './streamed-body.js';

describe(readStreamedBody, () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** A server that reads one body, and tells how that ended. */
  async function serve(limits: StreamLimits, tarryMs = 0): Promise<{ outcome: Promise<string> }> {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const outcome = once(server, 'request').then(async ([request, response]) => {
      const said = await read(request as IncomingMessage, limits, tarryMs).catch(
        (error: unknown) => (error as Error).message,
      );
      (response as ServerResponse).end(said);
      return said;
    });
    return { outcome };
  }

  async function read(
    request: IncomingMessage,
    limits: StreamLimits,
    tarryMs: number,
  ): Promise<string> {
    let text = '';
    for await (const chunk of readStreamedBody(request, limits)) {
      text += chunk.toString();
      const until = performance.now() + tarryMs;
      await eventually(
        () => Promise.resolve(performance.now()),
        (now) => now >= until,
      );
    }
    return text;
  }

  function begin(body: string, length: number): Socket {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${String(length)}\r\n\r\n${body}`);
    return socket;
  }

  it('gives a body up that does not go on', async () => {
    const { outcome } = await serve({ maxBytes: 100, pauseMs: 100 });
    begin('half', 8);
    expect(await outcome).toBe('The body did not go on for 0.1 seconds; send it again');
  });

  it('gives a body up that comes drop by drop', async () => {
    const { outcome } = await serve({ maxBytes: 1e6, pauseMs: 400, leastPerSecond: 1_000_000 });
    const socket = begin('a', 1e6);
    const dripping = setInterval(() => socket.write('a'), 20);
    expect(await outcome).toBe(
      'The body came with less than 1000000 bytes a second; send it again',
    );
    clearInterval(dripping);
  });

  it('does not hold against a client how long its own reader takes', async () => {
    const { outcome } = await serve({ maxBytes: 100, pauseMs: 300, leastPerSecond: 1_000 }, 700);
    const socket = begin('ha', 4);
    socket.write('lf');
    expect(await outcome).toBe('half');
  });
});
