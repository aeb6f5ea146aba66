import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { OwnServer } from './own-server.js';

const ready = `console.log(JSON.stringify({ url: 'http://a', message: 'Caxton is ready.' }));`;

const folders = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('caxton-bench-')).sort();

describe(OwnServer, () => {
  let before: string[];

  beforeEach(async () => {
    before = await folders();
  });

  it('is there until it is stopped', async () => {
    const server = await OwnServer.start(['-e', `${ready} setInterval(() => {}, 1000);`]);
    expect(server.url).toBe('http://a');
    expect(await folders()).toHaveLength(before.length + 1);
    await server.stop();
    expect(await folders()).toEqual(before);
  });

  it('can be stopped when it has ended by itself', async () => {
    const life = createServer().listen(0, '127.0.0.1');
    await once(life, 'listening');
    const { port } = life.address() as AddressInfo;
    const connected = once(life, 'connection');
    const dies = `require('net').connect(${String(port)}, '127.0.0.1').on('data', () => process.exit(1));`;
    const server = await OwnServer.start(['-e', `${ready} ${dies}`]);
    const [socket] = (await connected) as [Socket];
    socket.resume().write('end');
    await once(socket, 'close');
    life.close();
    await server.stop();
    expect(await folders()).toEqual(before);
  });

  it('leaves nothing when it does not get ready, whatever it says', async () => {
    const starting = OwnServer.start(['-e', `console.log('{} is no log'); console.log('{"a":');`]);
    await expect(starting).rejects.toMatchObject({ ending: 'failed' });
    expect(await folders()).toEqual(before);
  });
});
