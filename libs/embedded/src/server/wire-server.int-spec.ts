import { TestPostgres } from '../embedded-postgres.fixture.js';
import { queryFrame, syncFrame, frame } from '../wire/frame.js';
import {
  bind,
  errorCodes,
  execute,
  firstColumns,
  flush,
  parse,
  RawClient,
} from './raw-client.fixture.js';

describe('the wire of the embedded Postgres', () => {
  let postgres: TestPostgres;
  let url: string;

  beforeAll(async () => {
    postgres = await TestPostgres.start({ idleInTransaction: 5_000 });
    url = postgres.server.connectionString;
  });

  afterAll(() => postgres.stop());

  const raw = (): Promise<RawClient> => RawClient.connect(url);
  const urlWith = (change: (url: URL) => void): string => {
    const changed = new URL(url);
    change(changed);
    return changed.href;
  };

  describe('at the door', () => {
    it.each([
      ['a wrong password', (to: URL) => (to.password = 'guess'), '28P01'],
      ['another user', (to: URL) => (to.username = 'ann'), '28P01'],
      ['another database', (to: URL) => (to.pathname = '/shop'), '3D000'],
    ])('turns %s away', async (_what, change, code) => {
      const connectionString = urlWith(change);

      await expect(postgres.connect({ connectionString })).rejects.toMatchObject({ code });
    });

    it('turns away a setting that cannot be', async () => {
      const client = await postgres.connect({ options: '-c bogus=1' });

      await expect(client.query('select 1')).rejects.toMatchObject({ code: '42704' });
    });

    it('tells a client the settings that matter to it', async () => {
      const client = await RawClient.knock(url);
      client.startup({
        user: 'postgres',
        database: 'postgres',
        options: '-c TimeZone=Europe/Paris',
      });
      client.say(frame('p', new URL(url).password));
      const told = (await client.hear('Z')).filter(({ type }) => type === 'S');

      const texts = told.map(({ bytes }) => bytes.toString('utf8', 5));
      expect(texts).toContain('TimeZone\0Europe/Paris\0');
      expect(texts).toContain('server_encoding\0UTF8\0');
      expect(texts.some((text) => text.startsWith('server_version\0'))).toBe(true);
    });

    it('declines encryption and goes on in clear', async () => {
      const client = await RawClient.knock(url);
      const declined = new Promise<Buffer>((resolve) => client.socket.once('data', resolve));
      client.sayUntyped(Buffer.from([4, 210, 22, 47]));

      expect((await declined).toString()).toBe('N');
    });

    it('tells a client of a later protocol that it speaks 3.0', async () => {
      const client = await RawClient.knock(url);
      client.startup({ user: 'postgres', '_pq_.magic': 'on' }, (3 << 16) + 2);

      expect((await client.hear('R')).map(({ type }) => type)).toEqual(['v', 'R']);
    });

    it('hangs up on who does not speak Postgres', async () => {
      const client = await RawClient.knock(url);
      client.say(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
      await client.closed();

      expect(errorCodes(client.heard)).toEqual(['08P01']);
    });

    it('hangs up on a message that does not exist, and nobody else notices', async () => {
      const [client, neighbour] = [await raw(), await postgres.connect()];
      client.say(frame('z', 'what'));
      await client.closed();

      expect(errorCodes(client.heard)).toEqual(['08P01']);
      expect((await neighbour.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    });
  });

  describe('in an extended query', () => {
    it('shows rows in portions, of a portal that stays open between Flushes', async () => {
      const [client, neighbour] = [await raw(), await postgres.connect()];
      client.say(parse('', 'select generate_series(1, 5)'), bind('p', ''), execute('p', 2), flush);
      expect(firstColumns(await client.hear('s'))).toEqual(['1', '2']);
      const waiting = neighbour.query('select 1 as one');
      client.say(execute('p', 2), flush);
      expect(firstColumns(await client.hear('s'))).toEqual(['3', '4']);
      client.say(execute('p', 2), syncFrame);

      expect(firstColumns(await client.hear('Z'))).toEqual(['5']);
      expect((await waiting).rows).toEqual([{ one: 1 }]);
    });

    it('answers a failed batch once, and the next as if nothing had been', async () => {
      const client = await raw();
      client.say(parse('', 'select nope'), bind('', ''), execute(''), syncFrame);
      client.say(parse('', 'select 7'), bind('', ''), execute(''), syncFrame);

      expect(errorCodes(await client.hear('Z'))).toEqual(['42703']);
      expect(firstColumns(await client.hear('Z'))).toEqual(['7']);
    });

    it('recovers from an error before Flush when Sync comes', async () => {
      const client = await raw();
      client.say(parse('', 'selec 1'), flush);
      expect(errorCodes(await client.hear('E'))).toEqual(['42601']);
      client.say(bind('', ''), execute(''), syncFrame);
      await client.hear('Z');
      client.say(queryFrame('select 8'));

      expect(firstColumns(await client.hear('Z'))).toEqual(['8']);
    });

    it('remembers an unnamed statement although a neighbour has put another in its place', async () => {
      const [client, neighbour] = [await raw(), await raw()];
      client.say(parse('', `select 'mine'`), syncFrame);
      await client.hear('Z');
      neighbour.say(parse('', `select 'yours'`), syncFrame);
      await neighbour.hear('Z');
      client.say(bind('', ''), execute(''), syncFrame);

      expect(firstColumns(await client.hear('Z'))).toEqual(['mine']);
    });

    it('frees the session when a client vanishes between Flush and Sync', async () => {
      const [client, neighbour] = [await raw(), await postgres.connect()];
      client.say(parse('', 'select generate_series(1, 5)'), bind('p', ''), execute('p', 2), flush);
      await client.hear('s');
      client.socket.destroy();

      expect((await neighbour.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    });
  });

  describe('with COPY', () => {
    beforeEach(async () => {
      const client = await postgres.connect();
      await client.query(
        'drop table if exists copied; create table copied (number int, text text)',
      );
    });

    const copied = async (): Promise<unknown[]> => {
      const client = await postgres.connect();
      return (await client.query<object>('select * from copied order by number')).rows;
    };

    it('takes data, however it is cut', async () => {
      const client = await raw();
      client.say(queryFrame('copy copied from stdin'));
      await client.hear('G');
      for (const piece of ['1\tone\n2\tt', 'wo\n']) client.say(frame('d', Buffer.from(piece)));
      client.say(frame('c'));

      expect(errorCodes(await client.hear('Z'))).toEqual([]);
      expect(await copied()).toEqual([
        { number: 1, text: 'one' },
        { number: 2, text: 'two' },
      ]);
    });

    it('gives data', async () => {
      const client = await raw();
      client.say(queryFrame('copy (select generate_series(1, 3)) to stdout'));

      expect((await client.hear('Z')).map(({ type }) => type).join('')).toBe('HdddcCZ');
    });

    it.each([
      [
        'bad data',
        'copy copied from stdin',
        [frame('d', Buffer.from('x\ty\n')), frame('c')],
        '22P02',
      ],
      ['a client that gives up', 'copy copied from stdin', [frame('f', 'no more')], '57014'],
      ['a table that is not there', 'copy nowhere from stdin', [frame('c')], '42P01'],
    ])('tells of %s and goes on', async (_what, sql, messages, code) => {
      const client = await raw();
      client.say(queryFrame(sql));
      await client.hear('G');
      client.say(...messages);
      expect(errorCodes(await client.hear('Z'))).toEqual([code]);
      client.say(queryFrame('select 9'));

      expect(firstColumns(await client.hear('Z'))).toEqual(['9']);
    });

    it('refuses it where it would end the engine, and leaves the transaction failed', async () => {
      const client = await raw();
      client.say(queryFrame('begin'), queryFrame('select 1; copy copied from stdin'));
      await client.hear('Z');
      expect(errorCodes(await client.hear('Z'))).toEqual(['0A000']);
      client.say(parse('', 'copy copied from stdin'), bind('', ''), execute(''), syncFrame);
      expect(errorCodes(await client.hear('Z'))).toEqual(['25P02']);
      client.say(queryFrame('rollback'));

      expect(errorCodes(await client.hear('Z'))).toEqual([]);
    });

    it('refuses it as an extended query', async () => {
      const client = await raw();
      client.say(parse('', 'copy copied from stdin'), bind('', ''), execute(''), syncFrame);

      expect(errorCodes(await client.hear('Z'))).toEqual(['0A000']);
    });

    it('forgets the data of a client that vanishes before the end', async () => {
      const client = await raw();
      client.say(queryFrame('copy copied from stdin'));
      await client.hear('G');
      client.say(frame('d', Buffer.from('1\tone\n')));
      client.socket.destroy();

      expect(await copied()).toEqual([]);
    });
  });

  describe('under pressure', () => {
    it('does what a client asked in the moment before it left', async () => {
      const watcher = await postgres.connect();
      await watcher.query('create table farewells (text text)');
      await watcher.query('listen gone');
      const heard = new Promise((resolve) => watcher.once('notification', resolve));
      const client = await raw();
      client.say(
        queryFrame(`insert into farewells values ('bye')`),
        queryFrame('notify gone'),
        frame('X'),
      );
      await Promise.all([client.closed(), heard]);

      expect((await watcher.query('select text from farewells')).rows).toEqual([{ text: 'bye' }]);
    });

    it('goes on with the neighbours of a client that does not read, and answers it when it does', async () => {
      const [client, neighbour] = [await raw(), await postgres.connect()];
      client.socket.pause();
      const answers = 40;
      for (let asked = 0; asked < answers; asked += 1) {
        client.say(queryFrame(`select repeat('x', 1000000)`));
      }
      // Neighbours get their turns meanwhile.
      for (let asked = 0; asked < 20; asked += 1) await neighbour.query('select 1');
      client.socket.resume();
      const rows: string[] = [];
      for (let heard = 0; heard < answers; heard += 1)
        rows.push(...firstColumns(await client.hear('Z')));

      expect(rows.map(({ length }) => length)).toEqual(
        Array.from({ length: answers }, () => 1_000_000),
      );
    });

    it('takes ten thousand queries at once from one client, and answers in order', async () => {
      const client = await raw();
      const count = 10_000;
      client.say(...Array.from({ length: count }, (_, index) => queryFrame(`select ${index}`)));
      const neighbour = await postgres.connect();
      expect((await neighbour.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
      const rows: string[] = [];
      for (let heard = 0; heard < count; heard += 1)
        rows.push(...firstColumns(await client.hear('Z')));

      expect(rows).toEqual(Array.from({ length: count }, (_, index) => String(index)));
    });

    it('takes a statement of 20 MB', async () => {
      const client = await postgres.connect();
      const { rows } = await client.query('select length($1) as length', ['ü'.repeat(10_000_000)]);

      expect(rows).toEqual([{ length: 10_000_000 }]);
    });

    it('refuses a message that would not fit', async () => {
      const client = await raw();
      client.say(Buffer.from([0x51, 0x40, 0, 0, 0]));
      await client.closed();

      expect(errorCodes(client.heard)).toEqual(['54000']);
    });

    it('fails a query that nests too deep, instead of dying of it', async () => {
      const client = await postgres.connect();
      const deep = '['.repeat(200_000) + ']'.repeat(200_000);

      await expect(client.query('select $1::jsonb', [deep])).rejects.toMatchObject({
        code: '54001',
      });
      await expect(client.query(`select ${'1+'.repeat(50_000)}1`)).rejects.toMatchObject({
        code: '54001',
      });
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    });
  });
});
