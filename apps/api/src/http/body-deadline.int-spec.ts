import { connect, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { fastify, type FastifyInstance } from 'fastify';
import { systemClock } from '#platform';
import { limitBodies } from './body-deadline.js';

describe(limitBodies, () => {
  let server: FastifyInstance;

  beforeAll(async () => {
    server = fastify();
    limitBodies(server, systemClock, 300);
    const answer = (): string => 'done';
    server.post('/usual', answer);
    server.post('/streamed', { config: { streamsBody: true } as never }, answer);
    await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => server.close());

  const post = (path: string, ...parts: string[]): Promise<string> => {
    const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(`POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n`);
    socket.write(`connection: close\r\ncontent-length: 4\r\n\r\n${parts.join('')}`);
    let read = '';
    socket.on('data', (bytes) => {
      read += bytes.toString();
    });
    return once(socket, 'close').then(() => read);
  };

  it('cuts a body that does not arrive in time with 408', async () => {
    expect(await post('/usual', 'nu')).toMatch(/^HTTP\/1\.1 408 .*"code":"REQUEST_TIMEOUT"/s);
  });

  it('leaves one alone that has arrived', async () => {
    expect(await post('/usual', 'null')).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('leaves one to its operation that reads it itself', async () => {
    const late = post('/streamed', 'nu');
    // Both are under way; the usual one is cut first, the streamed one is still waited for.
    await post('/usual', 'nu');
    const cut = await Promise.race([late, Promise.resolve('still open')]);
    expect(cut).toBe('still open');
    server.server.closeAllConnections();
    await late;
  });
});
