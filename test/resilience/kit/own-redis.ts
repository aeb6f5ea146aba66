import { Redis } from 'ioredis';
import { findRedis, runRedis } from '../../support/servers/redis-server.mjs';
import { RunDirectory } from '../../support/servers/run-directory.mjs';
import { startOnFreePort, type ServerProcess } from '../../support/servers/server-process.mjs';

export interface OwnRedisOptions {
  /** Keeps every write over a kill. Without it a restart is as good as FLUSHALL. @default true */
  readonly appendOnly?: boolean;
  /** Where its files are. @default a temporary directory */
  readonly directory?: string;
}

/** A Redis that belongs to one test, which may do to it whatever it likes. */
export class OwnRedis {
  private constructor(
    private readonly run: RunDirectory,
    private readonly port: number,
    private readonly options: OwnRedisOptions,
    private process: ServerProcess,
  ) {
    run.remember(process.pid);
  }

  static async start(options: OwnRedisOptions = {}): Promise<OwnRedis> {
    const run = new RunDirectory();
    return startOnFreePort(
      async (port) => new OwnRedis(run, port, options, await launch(run.path, port, options)),
    );
  }

  get url(): string {
    return `redis://127.0.0.1:${String(this.port)}`;
  }

  /** SIGKILL: nobody is told, what was in memory only is gone. */
  async kill(): Promise<void> {
    await this.process.stop('SIGKILL');
  }

  /** On the same port, with the files that are left; without `appendOnly` they are not looked at. */
  async start(options = this.options): Promise<void> {
    this.process = await launch(this.run.path, this.port, options);
    this.run.remember(this.process.pid);
  }

  /** SIGSTOP: connections stand, nothing is answered. */
  freeze(): void {
    this.process.signal('SIGSTOP');
  }

  thaw(): void {
    this.process.signal('SIGCONT');
  }

  /** One command on a connection of its own: `tell('FLUSHALL')`. */
  async tell(command: string, ...values: string[]): Promise<unknown> {
    const redis = new Redis(this.url);
    try {
      return await redis.call(command, ...values);
    } finally {
      redis.disconnect();
    }
  }

  /** Ends it and removes its files. */
  async remove(): Promise<void> {
    await this.process.stop('SIGKILL');
    this.run.remove();
  }
}

function launch(directory: string, port: number, options: OwnRedisOptions): Promise<ServerProcess> {
  const program = findRedis();
  if (program === undefined) throw new Error('No Redis is installed here.');
  return runRedis(program, { port, ...options, directory: options.directory ?? directory });
}
