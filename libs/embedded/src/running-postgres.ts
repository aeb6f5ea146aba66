import { randomBytes } from 'node:crypto';
import { connectionStringOf } from './connection-string.js';
import type { CrashBell, CrashListener } from './crash-bell.js';
import { prepareCluster } from './directory/cluster.js';
import type { DirectoryClaim } from './directory/directory-claim.js';
import { tierUpLate } from './late-tier-up.js';
import { PostgresThread } from './postgres-thread.js';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.js';

/** What a start needs besides the options. */
export interface Ground {
  readonly dataDir: string;
  readonly claim: DirectoryClaim;
  readonly bell: CrashBell;
}

/** A Postgres whose thread runs, and the directory that is its own until the thread has ended. */
export class RunningPostgres implements EmbeddedPostgres {
  #stopping: Promise<void> | undefined;

  private constructor(
    readonly connectionString: string,
    private readonly thread: PostgresThread,
    private readonly ground: Ground,
  ) {
    // After a crash too, and never before the last write.
    void thread.ended.then(() => ground.claim.release());
  }

  static async start(ground: Ground, options: EmbeddedPostgresOptions): Promise<RunningPostgres> {
    const cluster = await prepareCluster(ground.dataDir);
    const password = randomBytes(24).toString('base64url');
    tierUpLate();
    const thread = new PostgresThread(
      options.threadEntry ?? new URL('./postgres.thread.js', import.meta.url),
      {
        path: cluster.path,
        password,
        idleInTransaction: options.idleInTransaction ?? 15_000,
        upkeepEvery: options.upkeepEvery ?? 30_000,
      },
      {
        log: options.log ?? ((): void => undefined),
        onDeath: (error) => {
          ground.bell.ring(error);
        },
      },
    );
    try {
      const port = await thread.ready;
      await cluster.finish();
      return new RunningPostgres(connectionStringOf(port, password), thread, ground);
    } catch (error) {
      await thread.kill();
      throw error;
    }
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  onCrash(listener: CrashListener): void {
    this.ground.bell.on(listener);
  }

  /** Ends without a word: the directory may be another's already. */
  async abandon(): Promise<void> {
    await this.thread.kill();
  }

  async #stop(): Promise<void> {
    await this.thread.stop();
    await this.ground.claim.release();
  }
}
