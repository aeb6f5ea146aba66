import { frame } from '../wire/frame.js';
import { Multiplexer } from './multiplexer.js';
import { FakeEngine, FakePeer, query } from './multiplexer.fixture.js';
import type { VirtualSession } from './virtual-session.js';

interface Client {
  readonly peer: FakePeer;
  readonly session: VirtualSession;
  ask(...sqls: string[]): void;
}

describe(Multiplexer, () => {
  let engine: FakeEngine;
  let multiplexer: Multiplexer;
  let crashes: Error[];

  beforeEach(() => {
    engine = new FakeEngine();
    crashes = [];
    multiplexer = new Multiplexer(engine, {
      idleInTransaction: 30,
      onCrash: (error) => crashes.push(error),
      warn: () => undefined,
    });
  });

  afterEach(() => multiplexer.close());

  function connect(settings: Record<string, string> = {}): Client {
    const peer = new FakePeer();
    const session = multiplexer.open(peer, new Map(Object.entries(settings)));
    const ask = (...sqls: string[]): void => {
      for (const sql of sqls) multiplexer.submit(session, query(sql));
    };
    return { peer, session, ask };
  }

  it('answers each connection what it asked', async () => {
    const [ann, bob] = [connect(), connect()];
    ann.ask('select a');
    bob.ask('select b');

    expect(await ann.peer.hears(1)).toEqual([expect.stringContaining('SELECT A')]);
    expect(await bob.peer.hears(1)).toEqual([expect.stringContaining('SELECT B')]);
  });

  it('gives everybody a turn, however much one has asked', async () => {
    const [ann, bob] = [connect(), connect()];
    ann.ask('a1', 'a2', 'a3');
    bob.ask('b1');
    await ann.peer.hears(3);

    expect(engine.asked).toEqual(['a1', 'b1', 'a2', 'a3']);
  });

  it('lets nobody between the statements of a transaction', async () => {
    const [ann, bob] = [connect(), connect()];
    ann.ask('begin', 'a1');
    bob.ask('b1');
    await ann.peer.hears(2);
    ann.ask('commit');
    await bob.peer.hears(1);

    expect(engine.asked).toEqual(['begin', 'a1', 'commit', 'b1']);
  });

  it('keeps a failed transaction with its connection until it is rolled back', async () => {
    const [ann, bob] = [connect(), connect()];
    ann.ask('begin', 'nope');
    bob.ask('b1');
    await ann.peer.hears(2);
    ann.ask('rollback');
    await bob.peer.hears(1);

    expect(engine.asked).toEqual(['begin', 'nope', 'rollback', 'b1']);
  });

  it('rolls back the transaction of a client that is gone, and drops what it had not begun', async () => {
    const [ann, bob] = [connect(), connect()];
    ann.ask('begin');
    bob.ask('b1');
    await ann.peer.hears(1);
    ann.ask('a1');
    multiplexer.leave(ann.session);
    await bob.peer.hears(1);

    expect(engine.asked).toEqual(['begin', 'S', 'rollback', 'b1']);
  });

  it('does what a client asked before it said goodbye, and nothing after', async () => {
    const ann = connect();
    ann.ask('a1');
    multiplexer.submit(ann.session, { kind: 'farewell' });
    ann.ask('too late');
    await ann.peer.ended();
    const bob = connect();
    bob.ask('b1');
    await bob.peer.hears(1);

    expect(engine.asked).toEqual(['a1', 'b1']);
  });

  it('ends a transaction whose client is silent for too long', async () => {
    const [ann, bob] = [connect(), connect()];
    ann.ask('begin');
    bob.ask('b1');
    await bob.peer.hears(1);

    expect(ann.peer.lastWords).toContain('25P03');
    expect(engine.asked).toEqual(['begin', 'S', 'rollback', 'b1']);
  });

  it('does not wait longer because others come', async () => {
    const ann = connect();
    ann.ask('begin');
    await ann.peer.hears(1);
    const begun = performance.now();
    const knocking = setInterval(() => {
      connect().ask('b1');
    }, 5);
    await ann.peer.ended();
    clearInterval(knocking);

    expect(performance.now() - begun).toBeLessThan(500);
  });

  it('changes the settings with the hands, and not otherwise', async () => {
    const ann = connect({ search_path: 'a' });
    const bob = connect();
    ann.ask('a1', 'a2');
    await ann.peer.hears(2);
    bob.ask('b1');
    await bob.peer.hears(1);

    expect(engine.asked).toEqual([
      `select set_config('search_path', 'a', false)`,
      'a1',
      'a2',
      `select set_config('search_path', null, false)`,
      'b1',
    ]);
  });

  it('turns away a client whose settings cannot be', async () => {
    const ann = connect({ nope: '1' });
    ann.ask('a1');
    await ann.peer.ended();

    expect(ann.peer.lastWords).toContain('42703');
    expect(engine.asked).not.toContain('a1');
  });

  describe('with an unnamed statement', () => {
    const unnamed = frame('P', '', 'select 1', Buffer.from([0, 0]));
    const borrowing = query('bind', { borrowsUnnamed: true, unnamed: undefined });

    it('parses it again when a neighbour has put another in its place', async () => {
      const [ann, bob] = [connect(), connect()];
      multiplexer.submit(ann.session, query('parse', { unnamed }));
      bob.ask('b1');
      await bob.peer.hears(1);
      multiplexer.submit(ann.session, borrowing);
      await ann.peer.hears(2);

      expect(engine.asked).toEqual(['parse', 'b1', 'P', 'S', 'bind']);
    });

    it('does not when it is there, or is not asked for', async () => {
      const [ann, bob] = [connect(), connect()];
      multiplexer.submit(ann.session, query('parse', { unnamed }));
      multiplexer.submit(ann.session, borrowing);
      await ann.peer.hears(2);
      bob.ask('b1');
      await bob.peer.hears(1);
      ann.ask('a3');
      await ann.peer.hears(3);

      expect(engine.asked).toEqual(['parse', 'bind', 'b1', 'a3']);
    });
  });

  it('passes a notification to who listens, in the name of who sent it', async () => {
    const [ann, bob, eve] = [connect(), connect(), connect()];
    for (const { session } of [ann, bob]) {
      multiplexer.submit(
        session,
        query('listen news', { notes: [{ kind: 'listen', channel: 'news' }] }),
      );
    }
    await bob.peer.hears(1);
    eve.ask('notify news');
    await eve.peer.hears(1);

    const heard = `notified news by ${eve.session.id}`;
    expect([ann, bob, eve].map(({ peer }) => peer.heard.includes(heard))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('does not listen for a transaction that was rolled back', async () => {
    const ann = connect();
    ann.ask('begin');
    multiplexer.submit(
      ann.session,
      query('listen', { notes: [{ kind: 'listen', channel: 'news' }] }),
    );
    ann.ask('rollback', 'notify news');

    expect((await ann.peer.hears(4)).some((words) => words.startsWith('notified'))).toBe(false);
  });

  it('stops listening in the engine when the last listener has gone', async () => {
    const [ann, bob] = [connect(), connect()];
    for (const { session } of [ann, bob]) {
      multiplexer.submit(
        session,
        query('listen', { notes: [{ kind: 'listen', channel: 'news' }] }),
      );
    }
    multiplexer.submit(ann.session, query('unlisten nobody', { notes: [{ kind: 'unlisten' }] }));
    await ann.peer.hears(2);
    expect(engine.asked).not.toContain('unlisten "news"');

    multiplexer.leave(bob.session);
    await bob.peer.ended();
    expect(engine.asked).toContain('unlisten "news"');
  });

  it('goes on listening when a text stops it and starts it again', async () => {
    const ann = connect();
    const listen = { kind: 'listen', channel: 'news' } as const;
    multiplexer.submit(ann.session, query('listen', { notes: [listen] }));
    multiplexer.submit(ann.session, query('both', { notes: [{ kind: 'unlisten' }, listen] }));
    await ann.peer.hears(2);

    expect(engine.asked).toEqual(['listen', 'both']);
  });

  it('closes at the end what a failed batch did not close', async () => {
    const ann = connect();
    multiplexer.submit(ann.session, query('a1', { prepares: new Set(['c1_x']) }));
    multiplexer.submit(ann.session, query('nope', { closes: new Set(['c1_x']) }));
    multiplexer.submit(ann.session, { kind: 'farewell' });
    await ann.peer.ended();

    expect(engine.asked).toEqual(['a1', 'nope', 'C', 'S']);
  });

  it('closes the statements of a client that goes', async () => {
    const ann = connect();
    multiplexer.submit(ann.session, query('a1', { prepares: new Set(['c1_x', 'c1_y']) }));
    multiplexer.submit(ann.session, query('a2', { closes: new Set(['c1_x']) }));
    multiplexer.submit(ann.session, { kind: 'farewell' });
    await ann.peer.ended();

    expect(engine.asked).toEqual(['a1', 'a2', 'C', 'S']);
  });

  it('learns what SET has done when the transaction is over', async () => {
    const ann = connect({ search_path: 'a' });
    const row = Buffer.from('\0\x02\0\0\0\x08timezone\0\0\0\x03UTC', 'latin1');
    engine.rows.set('pg_settings', frame('D', row));
    multiplexer.submit(ann.session, query('set', { notes: [{ kind: 'settings' }] }));
    await ann.peer.hears(1);

    expect(Object.fromEntries(ann.session.settings)).toEqual({ search_path: 'a', timezone: 'UTC' });
  });

  it('takes back a query that waits, and no other', async () => {
    const [ann, bob] = [connect(), connect()];
    ann.ask('begin');
    await ann.peer.hears(1);
    bob.ask('b1', 'b2');
    multiplexer.cancel(bob.session.id, bob.session.secret + 1);
    multiplexer.cancel(bob.session.id, bob.session.secret);
    ann.ask('commit');
    const heard = await bob.peer.hears(2);

    expect(heard).toEqual([expect.stringContaining('57014'), expect.stringContaining('B2')]);
    expect(engine.asked).not.toContain('b1');
  });

  it('does no more for a client that does not read, until it does', async () => {
    const [ann, bob] = [connect(), connect()];
    ann.peer.isCongested = true;
    ann.ask('a1');
    bob.ask('b1');
    await bob.peer.hears(1);
    expect(engine.asked).toEqual(['b1']);

    ann.peer.isCongested = false;
    multiplexer.wake();
    await ann.peer.hears(1);
    expect(engine.asked).toEqual(['b1', 'a1']);
  });

  it('rolls back for a client that neither reads nor ends its transaction', async () => {
    const [ann, bob] = [connect(), connect()];
    ann.ask('begin');
    await ann.peer.hears(1);
    ann.peer.isCongested = true;
    ann.ask('a1');
    bob.ask('b1');
    await bob.peer.hears(1);

    expect(engine.asked).toEqual(['begin', 'S', 'rollback', 'b1']);
  });

  it('asks for the data of COPY in its turn', async () => {
    const ann = connect();
    ann.ask('a1');
    multiplexer.submit(ann.session, { kind: 'copy-in', isBinary: false });

    expect(await ann.peer.hears(2)).toEqual([expect.stringContaining('A1'), 'G']);
  });

  it('tells everybody when the engine has died, and takes nothing more', async () => {
    const [ann, bob] = [connect(), connect()];
    engine.death = new Error('unreachable');
    ann.ask('a1');
    await bob.peer.ended();
    ann.ask('a2');

    expect([ann, bob].every(({ peer }) => peer.lastWords?.includes('57P02'))).toBe(true);
    expect(crashes).toEqual([engine.death]);
  });

  it('says goodbye to everybody when it closes, and leaves no transaction open', async () => {
    const [ann, bob] = [connect(), connect()];
    ann.ask('begin');
    await ann.peer.hears(1);
    await multiplexer.close();

    expect([ann, bob].every(({ peer }) => peer.lastWords?.includes('57P01'))).toBe(true);
    expect(engine.asked).toEqual(['begin', 'S', 'rollback']);
  });
});
