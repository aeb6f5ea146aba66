import { Client } from 'pg';
import { ageSql, planUpkeep, tableStatesSql, type TableState } from './upkeep-plan.js';

/** What PGlite lacks, as it has no processes beside the one: autovacuum and checkpoints. */
export class Upkeep {
  readonly #timer: NodeJS.Timeout;
  #client: Client | undefined;
  #isBusy = false;
  #seen = '';

  /**
   * @param connectionString our own server: upkeep waits in line like everybody
   * @param every how often it looks, in milliseconds
   */
  constructor(
    private readonly connectionString: string,
    every: number,
    private readonly warn: (message: string) => void,
  ) {
    this.#timer = setInterval(() => void this.#look(), every);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }

  async #look(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      const client = await this.#connected();
      if ((await logPosition(client)) !== this.#seen) await tidy(client);
      this.#seen = await logPosition(client);
    } catch (error) {
      this.warn(`Upkeep failed: ${error instanceof Error ? error.message : String(error)}`);
      this.#client = undefined;
    } finally {
      this.#isBusy = false;
    }
  }

  async #connected(): Promise<Client> {
    if (this.#client !== undefined) return this.#client;
    const client = new Client({ connectionString: this.connectionString });
    // Told by the query that fails.
    client.on('error', () => {
      this.#client = undefined;
    });
    await client.connect();
    this.#client = client;
    return client;
  }
}

/** Moves with every write, and only then. */
async function logPosition(client: Client): Promise<string> {
  return (await cells(client, 'select pg_current_wal_lsn()'))[0]?.[0] ?? '';
}

async function tidy(client: Client): Promise<void> {
  await client.query('select pg_stat_force_next_flush()');
  const tables = (await cells(client, tableStatesSql)).map(toTableState);
  const [[age] = []] = await cells(client, ageSql);
  for (const statement of planUpkeep(tables, Number(age))) await client.query(statement);
}

function toTableState([name = '', live, dead, changed]: readonly string[]): TableState {
  return { name, live: Number(live), dead: Number(dead), changed: Number(changed) };
}

async function cells(client: Client, text: string): Promise<string[][]> {
  const { rows } = await client.query<unknown[]>({ text, rowMode: 'array' });
  return rows.map((row) => row.map(String));
}
