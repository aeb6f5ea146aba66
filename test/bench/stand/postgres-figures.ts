import { Client } from 'pg';
import { familyOf, readProcesses } from './processes.js';

/** What a Postgres has done since it began. */
export interface PostgresFigures {
  readonly cpuMicros: number;
  readonly transactions: number;
  readonly walBytes: number;
  /** Undefined where pg_stat_statements is not loaded. */
  readonly statements: number | undefined;
}

/** Looks at the Postgres under a server, on a connection of its own. */
export class PostgresWatch {
  private constructor(
    private readonly client: Client,
    private readonly postmaster: number,
    private readonly countsStatements: boolean,
  ) {}

  static async open(url: string): Promise<PostgresWatch> {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const backend = readProcesses().get(rows[0]?.pid ?? 0);
    // A process of that number that is no Postgres: the server is on another machine.
    const postmaster = backend?.name === 'postgres' ? backend.parent : 0;
    const counts = await client
      .query('create extension if not exists pg_stat_statements')
      .then(() => client.query('select 1 from pg_stat_statements limit 1'))
      .then(
        () => true,
        () => false,
      );
    return new PostgresWatch(client, postmaster, counts);
  }

  async read(): Promise<PostgresFigures> {
    const { rows } = await this.client.query<Record<'transactions' | 'wal' | 'statements', string>>(
      `select (select xact_commit from pg_stat_database where datname = current_database()) as transactions,
        pg_current_wal_lsn() - '0/0' as wal,
        ${this.countsStatements ? statementsOfDatabase : 'null'} as statements`,
    );
    const { transactions = 0, wal = 0, statements = null } = rows[0] ?? {};
    return {
      cpuMicros: this.cpuMicros(),
      transactions: Number(transactions),
      walBytes: Number(wal),
      statements: statements === null ? undefined : Number(statements),
    };
  }

  async close(): Promise<void> {
    await this.client.end();
  }

  private cpuMicros(): number {
    if (this.postmaster === 0) return 0;
    const all = readProcesses();
    const family = familyOf(this.postmaster, all);
    return family.reduce((sum, pid) => sum + (all.get(pid)?.cpuMicros ?? 0), 0);
  }
}

const statementsOfDatabase = `(select sum(calls) from pg_stat_statements
  where dbid = (select oid from pg_database where datname = current_database()))`;
