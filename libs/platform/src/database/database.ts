import type { ClientBase } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { systemCaller, type Caller } from './caller.js';
import { socketOf } from '../queue/postgres-socket.js';
import { isConcurrencyFault, isUnanswered } from './sql-faults.js';
import { analyzeGrown } from './statistics.repository.js';
import { examine, type Examination } from './examine.repository.js';
import type { Part } from './round-trip.js';
import { Talk } from './talk.js';
import { openTx, type Tx } from './tx.js';
import { type WorkspaceSetting } from './workspace-setting.js';

/** How often a transaction that lost to a neighbour (40001, 40P01) is tried again. */
const attempts = 3;

/** More than so many waiting for each connection are a crowd: a tenth of a second of short statements. */
const crowdPerConnection = 50;

const begin: Part = { name: 'database.begin', text: 'START TRANSACTION', isMute: true };

/** The pool of `pg` behind the mapper's driver. */
interface PooledDriver {
  readonly master: { readonly waitingCount: number; readonly options: { readonly max: number } };
}

/** The event channel, as far as the database needs it. */
export interface Announcements {
  publish(topic: string, event: null): void;
}

/**
 * The only door to Postgres. Writing needs a transaction, and every query needs the `Tx` it gives,
 * so a query outside of one does not compile. No network call belongs inside a transaction.
 */
export class Database {
  private channel: Announcements | undefined;

  /** @param setting absent where row-level security holds nobody back, as over the embedded server */
  constructor(
    private readonly source: DataSource,
    private readonly setting?: WorkspaceSetting,
  ) {}

  /** Where transactions announce what they wrote. Until it is known, those who wait look by themselves. */
  announceOn(channel: Announcements): void {
    this.channel = channel;
  }

  /** All of `work` or nothing. Tried again when Postgres broke a deadlock at our expense. */
  async transaction<T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(caller, work);
      } catch (error) {
        if (attempt >= attempts || !isConcurrencyFault(error)) throw error;
        await pause(Math.random() * 20 * attempt);
      }
    }
  }

  /** Single statements, each its own transaction: reads, and writes that stand alone. */
  async read<T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    const topics = new Set<string>();
    try {
      const client = (await runner.connect()) as ClientBase;
      const talk = new Talk(client, this.opening(client, caller));
      const result = await work(openTx(caller, talk, topics));
      if (talk.isOpen) this.setting?.keep(client, caller.workspace);
      this.announce(topics);
      return result;
    } catch (error) {
      await dropUnanswered(runner, error);
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** Whether so many wait for a connection that one more would only make all of them late. */
  get isCrowded(): boolean {
    const { waitingCount, options } = (this.source.driver as unknown as PooledDriver).master;
    return waitingCount > crowdPerConnection * options.max;
  }

  /** Lets Postgres count anew the tables that have doubled since it last did. Gives their names. */
  analyzeGrown(): Promise<string[]> {
    return this.read(systemCaller, analyzeGrown);
  }

  /** How Postgres stands to this process: its clock and its schema. */
  examine(): Promise<Examination> {
    return this.read(systemCaller, examine);
  }

  /** Resolves when Postgres answers. */
  async ping(): Promise<void> {
    await this.source.query('select 1');
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  private async attempt<T>(caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    const topics = new Set<string>();
    let client: ClientBase | undefined;
    try {
      client = (await runner.connect()) as ClientBase;
      const talk = new Talk(client, [begin, ...this.opening(client, caller)]);
      const result = await work(openTx(caller, talk, topics, true));
      if (await talk.commit()) this.setting?.keep(client, caller.workspace);
      this.announce(topics);
      return result;
    } catch (error) {
      await dropUnanswered(runner, error);
      // A connection that died cannot roll back, and needs not: Postgres did.
      await client?.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  private opening(client: ClientBase, { workspace }: Caller): Part[] {
    return this.setting?.open(client, workspace) ?? [];
  }

  /** `null` says: look at Postgres. */
  private announce(topics: ReadonlySet<string>): void {
    for (const topic of topics) this.channel?.publish(topic, null);
  }
}

/** What is said on a connection that does not answer would wait as long again: it is cut. */
async function dropUnanswered(runner: QueryRunner, error: unknown): Promise<void> {
  if (!isUnanswered(error)) return;
  const client = (await runner.connect()) as ClientBase;
  const socket = socketOf(client);
  if (socket.destroyed) return;
  await new Promise<void>((resolve) => {
    client.once('end', resolve);
    socket.destroy();
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
