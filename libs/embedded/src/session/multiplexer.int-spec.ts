import { connect as openSocket } from 'node:net';
import type { Client, Notification } from 'pg';
import { TestPostgres, until } from '../embedded-postgres.fixture.js';

describe('connections that share one session', () => {
  let postgres: TestPostgres;
  let ann: Client;
  let bob: Client;

  beforeAll(async () => {
    postgres = await TestPostgres.start({ idleInTransaction: 300 });
  });

  beforeEach(async () => {
    [ann, bob] = [await postgres.connect(), await postgres.connect()];
  });

  afterEach(() => Promise.all([ann.end(), bob.end()].map((end) => end.catch(() => undefined))));
  afterAll(() => postgres.stop());

  const one = async (client: Client, sql: string): Promise<unknown> => {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  };

  const heardBy = (client: Client): Notification[] => {
    const heard: Notification[] = [];
    client.on('notification', (notification) => heard.push(notification));
    return heard;
  };

  describe('keep their settings apart', () => {
    it('with those they started with', async () => {
      const eve = await postgres.connect({
        options: '-c search_path=pg_catalog -c TimeZone=Asia/Tokyo',
      });

      expect(await one(eve, 'show search_path')).toBe('pg_catalog');
      expect(await one(bob, 'show search_path')).toBe('public');
      expect(await one(eve, 'show timezone')).toBe('Asia/Tokyo');
      expect(await one(bob, 'show timezone')).toBe('UTC');
    });

    it('with those they set later, in a transaction or out of one', async () => {
      await ann.query(`set search_path = 'a b', c`);
      await bob.query('begin');
      await bob.query(`select set_config('statement_timeout', '7s', false)`);
      await bob.query('commit');

      expect(await one(ann, 'show search_path')).toBe('"a b", c');
      expect(await one(bob, 'show search_path')).toBe('public');
      expect(await one(bob, 'show statement_timeout')).toBe('7s');
      expect(await one(ann, 'show statement_timeout')).toBe('0');
    });

    it('not with those they took back', async () => {
      await ann.query('begin');
      await ann.query(`set search_path = 'gone'`);
      await ann.query('rollback');

      expect(await one(ann, 'show search_path')).toBe('public');
    });

    it('with RESET, which returns to what they started with', async () => {
      const eve = await postgres.connect({ options: '-c search_path=pg_catalog' });
      await eve.query('set search_path = other');
      await eve.query('reset search_path');

      expect(await one(eve, 'show search_path')).toBe('pg_catalog');
    });

    it('with their role', async () => {
      await ann.query('create role reader');
      await ann.query('set role reader');

      expect(await one(bob, 'select current_user')).toBe('postgres');
      expect(await one(ann, 'select current_user')).toBe('reader');
      await ann.query('reset role');
      await ann.query('drop role reader');
    });
  });

  describe('keep their statements apart', () => {
    it('with the same name for different ones', async () => {
      const ask = async (client: Client, text: string): Promise<unknown> =>
        (await client.query({ name: 'same', text, values: [1] })).rows[0];
      expect(await ask(ann, 'select $1::int as ann')).toEqual({ ann: 1 });
      expect(await ask(bob, 'select $1::int as bob')).toEqual({ bob: 1 });

      expect(await ask(ann, 'select $1::int as ann')).toEqual({ ann: 1 });
    });

    it('with those prepared by SQL', async () => {
      for (const [client, value] of [
        [ann, 1],
        [bob, 2],
      ] as const) {
        await client.query(`prepare mine as select ${value}`);
      }

      expect([await one(ann, 'execute mine'), await one(bob, 'execute mine')]).toEqual([1, 2]);
      await ann.query('deallocate mine');
      await expect(ann.query('execute mine')).rejects.toMatchObject({ code: '26000' });
      expect(await one(bob, 'execute mine')).toBe(2);
    });

    it('and leave none behind when they go', async () => {
      const eve = await postgres.connect();
      await eve.query({ name: 'eves', text: 'select 1', values: [] });
      expect(await one(ann, 'select count(*)::int from pg_prepared_statements')).toBeGreaterThan(0);
      await eve.end();

      await until(
        async () => (await one(ann, 'select count(*)::int from pg_prepared_statements')) === 0,
      );
      expect(await one(ann, 'select count(*)::int from pg_prepared_statements')).toBe(0);
    });
  });

  describe('hear what they listen to', () => {
    it('from each other and from themselves, with the name of the sender', async () => {
      const [anns, bobs] = [heardBy(ann), heardBy(bob)];
      await ann.query('listen "News"');
      await bob.query('listen weather');
      await bob.query(`select pg_notify('News', 'hello')`);
      await bob.query(`notify weather, 'rain'`);
      await until(() => anns.length > 0 && bobs.length > 0);

      const sender = bobs[0]?.processId;
      expect(anns).toEqual([
        expect.objectContaining({ channel: 'News', payload: 'hello', processId: sender }),
      ]);
      expect(bobs).toEqual([expect.objectContaining({ channel: 'weather', payload: 'rain' })]);
    });

    it('after the commit, and nothing of a rollback', async () => {
      const heard = heardBy(ann);
      await ann.query('listen news');
      await bob.query('begin');
      await bob.query(`notify news, 'lost'`);
      await bob.query('rollback');
      await bob.query('begin');
      await bob.query(`notify news, 'kept'`);
      await bob.query('commit');
      await until(() => heard.length > 0);

      expect(heard.map(({ payload }) => payload)).toEqual(['kept']);
    });

    it('until they stop listening, which silences nobody else', async () => {
      const [anns, bobs] = [heardBy(ann), heardBy(bob)];
      for (const client of [ann, bob]) await client.query('listen news');
      await ann.query('unlisten *');
      await ann.query('notify news');
      await until(() => bobs.length === 1);
      await bob.query('unlisten news');
      await ann.query('notify news');
      await one(bob, 'select 1');

      expect([anns.length, bobs.length]).toEqual([0, 1]);
    });
  });

  it('forget what is theirs with DISCARD ALL, and nothing of a neighbour', async () => {
    const [anns, bobs] = [heardBy(ann), heardBy(bob)];
    for (const client of [ann, bob]) {
      await client.query('listen news');
      await client.query('set search_path = other');
      await client.query({ name: 'same', text: 'select $1::int as one', values: [1] });
    }
    await ann.query('discard all');
    await ann.query('notify news');
    await until(() => bobs.length === 1);

    expect(anns).toEqual([]);
    expect(await one(ann, 'show search_path')).toBe('public');
    expect(await one(bob, 'show search_path')).toBe('other');
    expect(
      (await bob.query({ name: 'same', text: 'select $1::int as one', values: [1] })).rows,
    ).toEqual([{ one: 1 }]);
  });

  describe('wait for a transaction', () => {
    it('until it is done', async () => {
      await ann.query('create table if not exists counters (value int)');
      await ann.query('begin');
      await ann.query('insert into counters values (1)');
      const counted = one(bob, 'select count(*)::int from counters');
      await ann.query('insert into counters values (2)');
      await ann.query('commit');

      expect(await counted).toBe(2);
    });

    it('no longer than its client may be silent', async () => {
      await ann.query('begin');
      await ann.query('create table never (value int)');

      expect(await one(bob, `select to_regclass('never')`)).toBeNull();
      await expect(ann.query('commit')).rejects.toThrow(
        /idle-in-transaction|not queryable|terminated/,
      );
    });

    it('not at all when its client vanishes', async () => {
      const eve = await postgres.connect();
      await eve.query('begin');
      await eve.query('create table never (value int)');
      const asked = one(bob, `select to_regclass('never')`);
      (
        eve as unknown as { connection: { stream: ReturnType<typeof openSocket> } }
      ).connection.stream.destroy();

      expect(await asked).toBeNull();
    });

    it('or take back what they asked', async () => {
      await ann.query('begin');
      const asked = one(bob, 'select 1').catch((error: unknown) => error);
      const { processID, secretKey } = bob as unknown as { processID: number; secretKey: number };
      await cancel(postgres.server.connectionString, processID, secretKey);
      expect(await asked).toMatchObject({ code: '57014' });
      await ann.query('commit');

      expect(await one(bob, 'select 2')).toBe(2);
    });
  });
});

/** As a client does it: on a connection of its own. */
async function cancel(connectionString: string, id: number, secret: number): Promise<void> {
  const { hostname, port } = new URL(connectionString);
  const socket = openSocket({ host: hostname, port: Number(port) });
  const request = Buffer.alloc(16);
  for (const [index, value] of [16, 80_877_102, id, secret].entries()) {
    request.writeInt32BE(value, index * 4);
  }
  socket.end(request);
  await new Promise((resolve) => socket.on('close', resolve));
}
