import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Redis } from 'ioredis';
import type { Client } from 'pg';
import { eventually } from '../../support/eventually.js';
import { describeWithOwn } from './describe-with-own.js';
import { FaultyLink } from './faulty-link.js';
import { OwnPostgres, type PostgresEnd } from './own-postgres.js';
import { OwnRedis } from './own-redis.js';
import {
  ask,
  endSessions,
  lockTables,
  openSession,
  takeAllConnections,
} from './postgres-faults.js';
import { flushed, gone, hung, outOfMemory, readOnly, withoutReplicas } from './redis-faults.js';
import { SmallDisk } from './small-disk.js';

/** Answers each piece that comes with the same piece. */
async function openEcho(): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

describe('a faulty link', () => {
  let echo: Server;
  let link: FaultyLink;
  const opened: Socket[] = [];

  const open = async (): Promise<Socket> => {
    const socket = connect({
      port: Number(new URL(link.url).port),
      host: '127.0.0.1',
      allowHalfOpen: true,
    });
    opened.push(socket);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  };
  const say = async (socket: Socket, text: string): Promise<string> => {
    socket.write(text);
    const [data] = (await once(socket, 'data')) as [Buffer];
    return data.toString();
  };

  beforeEach(async () => {
    echo = await openEcho();
    const { port } = echo.address() as AddressInfo;
    link = await FaultyLink.open(`tcp://127.0.0.1:${String(port)}`);
  });
  afterEach(async () => {
    for (const socket of opened.splice(0)) socket.destroy();
    await link.cut();
    echo.close();
  });

  it('resets what is connected and refuses what comes, until it is mended', async () => {
    const socket = await open();
    expect(await say(socket, 'a')).toBe('a');
    const closed = closing(socket);
    await link.cut();
    await closed;
    await expect(open()).rejects.toThrow('ECONNREFUSED');
    await link.mend();
    expect(await say(await open(), 'b')).toBe('b');
  });

  it('swallows everything while it is frozen, and gives it when it is thawed', async () => {
    const socket = await open();
    await say(socket, 'a');
    link.freeze();
    const heard = say(socket, 'b');
    const other = say(await open(), 'c').catch(() => 'the end of the test');
    expect(await Promise.race([heard, other, pass(200)])).toBe('nothing');
    link.thaw();
    expect(await heard).toBe('b');
  });

  it('delays, and keeps the order', async () => {
    link.worsen({ delayMs: 100 });
    const socket = await open();
    const startedAt = performance.now();
    expect(await say(socket, 'a')).toBe('a');
    expect(performance.now() - startedAt).toBeGreaterThan(190);
    socket.write('b');
    link.worsen({});
    socket.write('c');
    const heard = await eventually(
      async () => String(socket.read() ?? '') || (await say(socket, '')),
      (text) => text.length > 0,
    );
    expect(heard).toMatch(/^b/);
  });

  it('throttles', async () => {
    link.worsen({ bytesPerSecond: 10_000 });
    const socket = await open();
    const startedAt = performance.now();
    socket.write('x'.repeat(2_000));
    let length = 0;
    while (length < 2_000) length += ((await once(socket, 'data')) as [Buffer])[0].length;
    expect(performance.now() - startedAt).toBeGreaterThan(350);
  });

  it('resets a connection after so many bytes', async () => {
    link.worsen({ resetAfterBytes: 10 });
    const socket = await open();
    expect(await say(socket, '12345')).toBe('12345');
    const closed = closing(socket);
    socket.write('67890');
    await closed;
    expect(link.connections).toBe(0);
  });

  it('loses the answer to what was said, though it was heard', async () => {
    link.worsen({ loseAnswerTo: 'COMMIT' });
    const socket = await open();
    expect(await say(socket, 'begin')).toBe('begin');
    const heard = once(echo, 'connection').then(() => 'again');
    const closed = closing(socket);
    socket.write('COMMIT');
    await closed;
    await open();
    expect(await heard).toBe('again');
  });

  it('closes one half only', async () => {
    const socket = await open();
    await say(socket, 'a');
    const ended = once(socket.resume(), 'end');
    link.worsen({ halfClosed: true });
    await ended;
    expect(socket.writable).toBe(true);
  });

  it('leads to another server when it is swung', async () => {
    const other = createServer((socket) => {
      socket.on('error', () => undefined).end('other');
    });
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    link.swing(`tcp://127.0.0.1:${String((other.address() as AddressInfo).port)}`);
    const [data] = (await once(await open(), 'data')) as [Buffer];
    other.close();
    expect(data.toString()).toBe('other');
  });
});

/** Unlike `once`, not disturbed by the error that a connection dies of. */
const closing = (socket: Socket): Promise<unknown> =>
  new Promise((resolve) => socket.once('close', resolve));
const ending = (session: Client): Promise<unknown> =>
  new Promise((resolve) =>
    session.once('end', () => {
      resolve(undefined);
    }),
  );

/** For what must not happen: it would have by then. */
const pass = (milliseconds: number): Promise<'nothing'> =>
  new Promise((resolve) => {
    setTimeout(() => {
      resolve('nothing');
    }, milliseconds);
  });

describeWithOwn(['redis'], 'a Redis of one’s own', () => {
  let own: OwnRedis;

  beforeAll(async () => {
    own = await OwnRedis.start();
  });
  afterAll(() => own.remove());

  it.each([
    ['loses its keys', flushed, '', null],
    ['is read-only', readOnly, 'READONLY', 'before'],
    ['misses replicas', withoutReplicas, 'NOREPLICAS', 'before'],
    ['is out of memory', outOfMemory, 'OOM', 'before'],
  ])('%s when that is ordered, and is healed', async (_what, fault, refusal, kept) => {
    await own.tell('SET', 'key', 'before');
    await fault.strike(own);
    expect(await own.tell('GET', 'key')).toBe(kept);
    const writing = own.tell('SET', 'key', 'after').catch(String);
    expect(await writing).toContain(refusal === '' ? 'OK' : refusal);
    await fault.heal(own);
    expect(await own.tell('SET', 'key', 'after')).toBe('OK');
  });

  it('answers nothing while it hangs', async () => {
    await hung.strike(own);
    const answer = own.tell('PING');
    expect(await Promise.race([answer, pass(200)])).toBe('nothing');
    await hung.heal(own);
    expect(await answer).toBe('PONG');
  });

  it('is killed and comes back on its port with what it had written', async () => {
    // By default it answers before it writes when its last fsync is slow.
    await own.tell('CONFIG', 'SET', 'appendfsync', 'always');
    await own.tell('SET', 'key', 'kept');
    await gone.strike(own);
    const redis = new Redis(own.url, { lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => undefined);
    await expect(redis.connect()).rejects.toThrow();
    await gone.heal(own);
    expect(await own.tell('GET', 'key')).toBe('kept');
  });
});

describeWithOwn(['postgres', 'small disk'], 'a Postgres of one’s own', () => {
  let disk: SmallDisk;
  let own: OwnPostgres;

  beforeAll(async () => {
    disk = SmallDisk.mount(200);
    own = await OwnPostgres.start({
      directory: `${disk.path}/postgres`,
      settings: ['max_connections=12', 'min_wal_size=32MB', 'max_wal_size=64MB'],
    });
    await ask(own.url, 'create table kept (n int)');
  });
  afterAll(async () => {
    await own.remove();
    disk.unmount();
  });

  it.each<PostgresEnd>(['fast', 'immediate', 'kill'])(
    'ends (%s) under its sessions and comes back with what was committed',
    async (how) => {
      const session = await openSession(own.url);
      await session.query('insert into kept values (1)');
      const lost = ending(session);
      await own.end(how);
      await lost;
      await expect(ask(own.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
      await own.start();
      expect(await ask(own.url, 'delete from kept returning n')).toEqual([{ n: 1 }]);
    },
  );

  describeHang(() => own);
  describeSessions(() => own.url);

  describeFullDisk(
    () => own.url,
    () => disk,
  );
});

function describeSessions(url: () => string): void {
  it('is locked up, crowded, and emptied', async () => {
    const unlock = await lockTables(url(), 'kept');
    const session = await openSession(url());
    await session.query('set lock_timeout = 100');
    await expect(session.query('select * from kept')).rejects.toThrow('lock timeout');
    await unlock();
    const leave = await takeAllConnections(url());
    await expect(openSession(url())).rejects.toThrow('too many clients');
    await leave();
    const lost = ending(session);
    expect(
      await eventually(
        () => endSessions(url()),
        (ended) => ended > 0,
      ),
    ).toBeGreaterThan(0);
    await lost;
  });
}

function describeHang(own: () => OwnPostgres): void {
  it('hangs: sessions stand, and nothing is answered', async () => {
    const session = await openSession(own().url);
    own().freeze();
    const answer = session.query('select 1 as n').then(({ rows }) => rows as unknown);
    expect(await Promise.race([answer, pass(200)])).toBe('nothing');
    own().thaw();
    expect(await answer).toEqual([{ n: 1 }]);
    await session.end();
  });
}

function describeFullDisk(url: () => string, disk: () => SmallDisk): void {
  it('has no room on a full disk, and goes on when there is some again', async () => {
    disk().fill();
    await expect(
      ask(
        url(),
        `create table big as select repeat('x', 900) as t from generate_series(1, 100000)`,
      ),
    ).rejects.toThrow('No space left');
    disk().free();
    await eventually(
      () =>
        ask(url(), 'select 1').then(
          () => true,
          () => false,
        ),
      Boolean,
    );
    await ask(url(), 'insert into kept values (2)');
    expect(await ask(url(), 'select n from kept')).toEqual([{ n: 2 }]);
  });
}
