import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { DataDirectoryInUse } from './embedded.errors.js';
import {
  frontDoor,
  newDirectory,
  removeDirectories,
  TestPostgres,
  threadEntry,
} from './embedded-postgres.fixture.js';
import { startEmbeddedPostgres } from './start-embedded-postgres.js';

/** Writes row after row from four connections and says which were acknowledged. */
const writer = (dataDir: string): string => `
  import pg from 'pg';
  import { startEmbeddedPostgres } from ${JSON.stringify(frontDoor)};
  const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} });
  const pool = new pg.Pool({ connectionString: server.connectionString, max: 4 });
  await pool.query('create table if not exists facts (number int primary key, filler text)');
  const { rows: [{ next }] } = await pool.query('select coalesce(max(number) + 1, 0) as next from facts');
  let number = next;
  await Promise.all([1, 2, 3, 4].map(async () => {
    for (;;) {
      const mine = number++;
      await pool.query('insert into facts values ($1, $2)', [mine, 'x'.repeat(500)]);
      console.log(mine);
    }
  }));`;

class Writer {
  readonly acknowledged: number[] = [];
  readonly #lines;

  constructor(private readonly child: ChildProcess) {
    if (child.stdout === null) throw new Error('the writer has no voice');
    this.#lines = createInterface({ input: child.stdout });
    this.#lines.on('line', (line) => this.acknowledged.push(Number(line)));
  }

  static start(dataDir: string): Writer {
    const { NODE_OPTIONS: _jest, ...env } = process.env;
    const program = ['--input-type=module', '-e', writer(dataDir)];
    return new Writer(
      spawn(process.execPath, program, { env, stdio: ['ignore', 'pipe', 'inherit'] }),
    );
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async acknowledges(count: number): Promise<void> {
    while (this.acknowledged.length < count) await once(this.#lines, 'line');
  }

  async kill(): Promise<void> {
    const closed = once(this.#lines, 'close');
    this.child.kill('SIGKILL');
    await closed;
  }
}

describe('a server that is killed', () => {
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await newDirectory();
  });

  afterAll(removeDirectories);

  it('keeps its directory to itself while it lives, and every acknowledged row when it dies', async () => {
    const acknowledged: number[] = [];
    for (let round = 1; round <= 2; round += 1) {
      const child = Writer.start(dataDir);
      await child.acknowledges(200 * round);
      const refusal = await startEmbeddedPostgres({ dataDir, threadEntry }).catch(
        (error: unknown) => error,
      );
      expect(refusal).toBeInstanceOf(DataDirectoryInUse);
      expect(refusal).toMatchObject({ pid: child.pid });
      await child.kill();
      acknowledged.push(...child.acknowledged);
    }

    const said: string[] = [];
    const postgres = await TestPostgres.start({ dataDir, log: (_level, text) => said.push(text) });
    const { rows } = await (
      await postgres.connect()
    ).query<{ number: number }>('select number from facts');
    await postgres.stop();

    expect(said).toEqual([expect.stringContaining('recovered')]);
    const there = new Set(rows.map(({ number }) => number));
    expect(acknowledged.filter((number) => !there.has(number))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(600);
  });
});
