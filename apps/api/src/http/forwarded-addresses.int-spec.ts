import { createSilentLogger, systemClock } from '#platform';
import type { FastifyInstance } from 'fastify';
import { createHttpEdge } from './http-edge.js';

describe('the address that a request comes from, behind a proxy', () => {
  const server = createHttpEdge({
    ...{ maxBody: 1_000, log: createSilentLogger(), clock: systemClock },
    proxies: ['127.0.0.1', '10.0.0.0/8'],
  }).adapter.getInstance<FastifyInstance>();
  server.get('/', ({ ip }) => ip);

  afterAll(() => server.close());

  it.each([
    ['203.0.113.6', '203.0.113.6'],
    ['203.0.113.6:40001', '203.0.113.6'],
    ['[2001:db8::1]:40001', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:203.0.113.6', '::ffff:203.0.113.6'],
    ['203.0.113.6:40001, 10.0.0.7:443', '203.0.113.6'],
    ['198.51.100.1, 203.0.113.6:40001', '203.0.113.6'],
    ['203.0.113.6:40001,10.0.0.7', '203.0.113.6'],
  ])('is, where it says %s, %s', async (said, address) => {
    const { body } = await server.inject({ url: '/', headers: { 'x-forwarded-for': said } });
    expect(body).toBe(address);
  });

  it.each([
    ['unknown', '127.0.0.1'],
    ['', '127.0.0.1'],
    ['203.0.113.6:', '127.0.0.1'],
    ['203.0.113.6:4000100', '127.0.0.1'],
    ['203.0.113.300', '127.0.0.1'],
    [`<script>${'x'.repeat(5_000)}`, '127.0.0.1'],
    ['203.0.113.6, _hidden, 10.0.0.7:443', '10.0.0.7'],
  ])(
    'is that of the proxy that wrote it, where it wrote no address (%#)',
    async (said, address) => {
      const { body } = await server.inject({ url: '/', headers: { 'x-forwarded-for': said } });
      expect(body).toBe(address);
    },
  );
});
