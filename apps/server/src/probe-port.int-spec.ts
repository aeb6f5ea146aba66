import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { probePort } from './probe-port.js';

describe(probePort, () => {
  let occupied: Server;

  beforeAll(async () => {
    occupied = createServer().listen(0, '127.0.0.1');
    await once(occupied, 'listening');
  });

  afterAll(() => {
    occupied.close();
  });

  it('says that a port is taken, as listening does', async () => {
    const { port } = occupied.address() as AddressInfo;
    await expect(probePort('127.0.0.1', port)).rejects.toMatchObject({
      code: 'EADDRINUSE',
      syscall: 'listen',
      port,
    });
  });

  it('names a free port in place of one that is taken, past others that are taken too', async () => {
    const { port } = occupied.address() as AddressInfo;
    const next = createServer().listen(port + 1, '127.0.0.1');
    await once(next, 'listening').catch(() => undefined); // or somebody else has it
    const failure: unknown = await probePort('127.0.0.1', port).catch((error: unknown) => error);
    next.close();
    const { free } = failure as { readonly free: number };
    expect(free).toBeGreaterThan(port + 1);
    await expect(probePort('127.0.0.1', free)).resolves.toBeUndefined();
  });

  it('leaves a free port free', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as AddressInfo;
    free.close();
    await once(free, 'close');
    await probePort('127.0.0.1', port);
    await expect(probePort('127.0.0.1', port)).resolves.toBeUndefined();
  });

  it('asks nothing of port 0', async () => {
    await expect(probePort('127.0.0.1', 0)).resolves.toBeUndefined();
  });
});
