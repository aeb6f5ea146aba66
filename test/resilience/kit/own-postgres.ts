import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import {
  createCluster,
  findPostgres,
  runPostgres,
  type PostgresInstallation,
} from '../../support/servers/postgres-server.mjs';
import { RunDirectory } from '../../support/servers/run-directory.mjs';
import { startOnFreePort, type ServerProcess } from '../../support/servers/server-process.mjs';
import { familyOf, isAlive, signalAll } from './process-family.js';

export interface OwnPostgresOptions {
  /** Where its files are. @default a temporary directory */
  readonly directory?: string;
  /** Settings as `name=value`, beside those of every test server. */
  readonly settings?: readonly string[];
}

/** How a Postgres ends: `fast` ends sessions and shuts down, `immediate` and `kill` leave a crash. */
export type PostgresEnd = 'fast' | 'immediate' | 'kill';

const signals = { fast: 'SIGINT', immediate: 'SIGQUIT', kill: 'SIGKILL' } as const;

/** A Postgres with pgvector that belongs to one test, which may do to it whatever it likes. */
export class OwnPostgres {
  private frozen: number[] = [];

  private constructor(
    private readonly place: Place,
    private process: ServerProcess,
  ) {
    place.run.remember(process.pid);
  }

  /** A new one with an empty database. */
  static async start(options: OwnPostgresOptions = {}): Promise<OwnPostgres> {
    const run = new RunDirectory();
    const { directory = join(run.path, 'postgres'), settings = [] } = options;
    const password = randomBytes(12).toString('hex');
    const installation = await findOne();
    await createCluster(installation, { directory, password });
    return OwnPostgres.startAt({ run, directory, settings, password, installation });
  }

  /** Starts on files that are there: those of a base backup, say. */
  static async startAt(files: Omit<Place, 'port'>): Promise<OwnPostgres> {
    return startOnFreePort(async (port) => {
      const place = { ...files, port };
      return new OwnPostgres(place, await runPostgres(files.installation, place));
    });
  }

  /** Of the superuser. */
  get url(): string {
    const { password, port } = this.place;
    return `postgres://postgres:${password}@127.0.0.1:${String(port)}/postgres`;
  }

  /** Where it is, for tools that work on it. */
  get files(): Place {
    return this.place;
  }

  /** Ends it, with all its processes. */
  async end(how: PostgresEnd): Promise<void> {
    const family = familyOf(this.process.pid);
    await this.process.stop(signals[how]);
    // Sessions notice by themselves that their postmaster was killed; until then it cannot be started.
    await eventually(
      async () => family.filter(isAlive),
      (left) => left.length === 0,
    );
  }

  /** On the same port, with the files that are left. */
  async start(): Promise<void> {
    this.process = await runPostgres(this.place.installation, this.place);
    this.place.run.remember(this.process.pid);
  }

  /** SIGSTOP to all its processes: connections stand, nothing is answered. */
  freeze(): void {
    this.frozen = familyOf(this.process.pid);
    signalAll(this.frozen, 'SIGSTOP');
  }

  thaw(): void {
    signalAll(this.frozen, 'SIGCONT');
    this.frozen = [];
  }

  /** Ends it and removes its files. */
  async remove(): Promise<void> {
    this.thaw();
    await this.process.stop('SIGQUIT');
    this.place.run.remove();
  }
}

/** What belongs to one server beside its process. */
interface Place {
  readonly run: RunDirectory;
  readonly directory: string;
  readonly settings: readonly string[];
  readonly password: string;
  readonly installation: PostgresInstallation;
  readonly port: number;
}

async function findOne(): Promise<PostgresInstallation> {
  const found = (await findPostgres()).find(({ hasVector }) => hasVector);
  if (found === undefined) throw new Error('No Postgres with pgvector is installed here.');
  return found;
}
