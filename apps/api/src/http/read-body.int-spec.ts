import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { readBody } from './read-body.js';

/** What the server read, or why it refused. */
type Outcome = string;

describe(readBody, () => {
  const limit = 1_000;
  let server: Server;
  let outcome: Promise<Outcome>;

  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    outcome = once(server, 'request').then(async ([request, response]) => {
      const read = await readBody(request as IncomingMessage, limit).then(
        (body) => body.toString(),
        (error: unknown) => (error as { code: string }).code,
      );
      (response as ServerResponse).end(read);
      return read;
    });
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const url = (): string => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const post = async (body: string | ReadableStream<Uint8Array>): Promise<string> => {
    const response = await fetch(url(), { method: 'POST', body, duplex: 'half' });
    return response.text();
  };

  it('reads a body up to the limit', async () => {
    expect(await post('x'.repeat(limit))).toHaveLength(limit);
  });

  it.each([1, 2_000_000])(
    'refuses a body of %i bytes more, and lets its sender finish',
    async (more) => {
      expect(await post('x'.repeat(limit + more))).toBe('PAYLOAD_TOO_LARGE');
    },
  );

  it('refuses a body without a length as soon as it is too large', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(600));
    const chunks = [chunk, chunk];
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const next = chunks.shift();
        if (next === undefined) controller.close();
        else controller.enqueue(next);
      },
    });
    expect(await post(stream)).toBe('PAYLOAD_TOO_LARGE');
  });

  it('does not even begin with one that is announced to be enormous', async () => {
    const socket = await say(`Content-Length: ${String(10 ** 12)}\r\n\r\nx`);
    expect(await outcome).toBe('PAYLOAD_TOO_LARGE');
    socket.destroy();
  });

  it('calls a client that went away what it is', async () => {
    const socket = await say('Content-Length: 10\r\n\r\nhalf');
    await once(server, 'request');
    socket.destroy();
    expect(await outcome).toBe('INVALID_REQUEST');
  });

  async function say(rest: string): Promise<Socket> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(`POST / HTTP/1.1\r\nHost: x\r\n${rest}`);
    return socket;
  }
});
