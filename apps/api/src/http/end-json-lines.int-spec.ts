import { Readable } from 'node:stream';
import { fastify } from 'fastify';
import { endJsonLines } from './end-json-lines.js';

describe('an answer', () => {
  const server = fastify();
  endJsonLines(server);
  server.get('/json', () => ({ a: 1 }));
  server.get('/text', () => 'a');
  server.get('/file', (_request, reply) => {
    void reply
      .type('application/json')
      .header('content-length', 2)
      .send(Readable.from(['{}']));
  });
  afterAll(async () => server.close());

  it('in JSON ends with a line end, which is counted', async () => {
    const { body, headers } = await server.inject('/json');
    expect([body, headers['content-length']]).toEqual(['{"a":1}\n', '8']);
  });

  it('to HEAD has the length that the one to GET has', async () => {
    const { body, headers } = await server.inject({ method: 'HEAD', url: '/json' });
    expect([body, headers['content-length']]).toEqual(['', '8']);
  });

  it('that is text, or the bytes of a file, stays as it is', async () => {
    expect((await server.inject('/text')).body).toBe('a');
    expect((await server.inject('/file')).body).toBe('{}');
  });
});
