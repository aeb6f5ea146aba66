import { randomBytes } from 'node:crypto';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import {
  errorAnswer,
  copyInAnswer,
  fatalAnswer,
  readyAnswer,
  type Fault,
} from '../wire/answers.js';
import type { Batch, Work } from './batch.js';
import { Bookkeeper } from './bookkeeper.js';
import { IdleLimit } from './idle-limit.js';
import type { Settings } from './settings.js';
import { SharedSession, type Engine } from './shared-session.js';
import { TurnOrder } from './turn-order.js';
import { VirtualSession, type Peer } from './virtual-session.js';

/*
 * Many connections, one session. A batch of messages runs without a break; between batches the
 * session changes hands, in turn. A connection in a transaction, or in an extended query that is
 * not ended by Sync, holds the session until it is done:
 *
 *   idle ── batch ──> ready I ──> next in line
 *                 └─> ready T, E, or none yet ──> same connection again, or its idle limit, or its
 *                                                 end ──> rolled back ──> next in line
 *
 * What belongs to a connection is kept apart here: settings change with the hands, statements have
 * names of their own, notifications go to who listens. Temporary tables and advisory locks of the
 * session remain everybody's.
 */
export interface MultiplexerOptions {
  /** How long a transaction may wait for its client, in milliseconds. */
  readonly idleInTransaction: number;
  /** Told once, when the engine has died; no connection is left then. */
  readonly onCrash: (error: Error) => void;
  readonly warn: (message: string) => void;
}

/** How long work goes on before sockets are looked at again, in milliseconds. */
const longestRun = 4;

export class Multiplexer {
  readonly #shared: SharedSession;
  readonly #idle: IdleLimit;
  readonly #order = new TurnOrder<VirtualSession>();
  readonly #books: Bookkeeper;
  readonly #sessions = new Map<number, VirtualSession>();
  #running: Promise<void> | undefined;
  #isDead = false;
  #lastId = 0;

  constructor(
    engine: Engine,
    private readonly options: MultiplexerOptions,
  ) {
    this.#shared = new SharedSession(engine);
    this.#books = new Bookkeeper(this.#shared);
    this.#idle = new IdleLimit(options.idleInTransaction);
  }

  open(peer: Peer, settings: Settings): VirtualSession {
    this.#lastId += 1;
    const secret = randomBytes(4).readInt32BE();
    const session = new VirtualSession(this.#lastId, secret, peer, settings);
    this.#sessions.set(session.id, session);
    return session;
  }

  /** Takes work from a connection. Returns how many bytes of it wait now. */
  submit(session: VirtualSession, work: Work): number {
    if (session.hasLeft || this.#isDead) return 0;
    const waitingBytes = session.give(work);
    this.#order.enter(session);
    this.wake();
    return waitingBytes;
  }

  /** The client is gone: what it had not begun is dropped, what it had is rolled back. */
  leave(session: VirtualSession): void {
    if (session.hasLeft) return;
    session.abandon();
    this.submit(session, { kind: 'farewell' });
    session.hasLeft = true;
  }

  /** Takes back a query that waits. One that runs cannot be stopped: it has the thread. */
  cancel(id: number, secret: number): void {
    const session = this.#sessions.get(id);
    if (session?.secret !== secret || this.#order.holder === session) return;
    if (!session.withdraw()) return;
    const fault = { sqlState: '57014', message: 'canceling statement due to user request' };
    session.peer.send(Buffer.concat([errorAnswer(fault), readyAnswer('I')]));
  }

  /** Looks for work again: some came, or a client reads again. */
  wake(): void {
    if (!this.#isDead) this.#running ??= this.#run();
  }

  /** Ends all connections and leaves the session clean. */
  async close(): Promise<void> {
    for (const session of [...this.#sessions.values()]) {
      this.#dismiss(session, {
        sqlState: '57P01',
        message: 'terminating connection due to administrator command',
      });
    }
    await this.#running;
    this.#idle.stop();
  }

  async #run(): Promise<void> {
    // So that `#running` is set before this can end.
    await Promise.resolve();
    try {
      await this.#workUntilIdle();
    } catch (error) {
      this.#crash(error instanceof Error ? error : new Error(String(error)));
    }
    const { holder } = this.#order;
    if (holder !== undefined) {
      this.#idle.start(() => {
        this.#expire(holder);
      });
    }
    this.#running = undefined;
  }

  async #workUntilIdle(): Promise<void> {
    let begun = performance.now();
    for (let next = this.#order.next(); next !== undefined; next = this.#order.next()) {
      if (next === this.#order.holder) this.#idle.stop();
      await this.#work(next, next.take());
      if (performance.now() - begun > longestRun) {
        await letOthersRun();
        begun = performance.now();
      }
    }
  }

  async #work(session: VirtualSession, work: Work | undefined): Promise<void> {
    if (work?.kind === 'batch') await this.#runBatch(session, work);
    else if (work?.kind === 'farewell') await this.#farewell(session);
    else if (work?.kind === 'copy-in') session.peer.send(copyInAnswer(work.isBinary));
  }

  async #runBatch(session: VirtualSession, batch: Batch): Promise<void> {
    if (this.#order.holder !== session) {
      const fault = await this.#shared.handTo(session);
      if (fault !== undefined) {
        this.#dismiss(session, fault);
        return;
      }
    }
    const output = await this.#shared.run(session, batch);
    session.readiness = output.readiness;
    if (output.readiness === 'I') this.#order.letGo();
    else this.#order.hold(session);
    await this.#books.account(session, batch, output);
    if (output.forClient.length > 0) session.peer.send(output.forClient);
    for (const notification of output.notifications) this.#books.notify(session, notification);
  }

  async #farewell(session: VirtualSession): Promise<void> {
    session.hasLeft = true;
    session.abandon();
    this.#sessions.delete(session.id);
    if (this.#order.holder === session) {
      await this.#shared.rollBack();
      this.#order.letGo();
    }
    await this.#books.forget(session);
    session.peer.end();
  }

  #expire(session: VirtualSession): void {
    this.options.warn(
      `A transaction was rolled back: its client was silent for ${this.options.idleInTransaction} ms.`,
    );
    this.#dismiss(session, {
      sqlState: '25P03',
      message: 'terminating connection due to idle-in-transaction timeout',
    });
  }

  #dismiss(session: VirtualSession, fault: Fault): void {
    session.peer.end(fatalAnswer(fault));
    this.leave(session);
  }

  #crash(error: Error): void {
    this.#isDead = true;
    this.#order.letGo();
    this.#idle.stop();
    const lastWords = fatalAnswer({
      sqlState: '57P02',
      message: `the embedded Postgres has crashed: ${error.message}`,
    });
    for (const { peer } of this.#sessions.values()) peer.end(lastWords);
    this.#sessions.clear();
    this.options.onCrash(error);
  }
}
