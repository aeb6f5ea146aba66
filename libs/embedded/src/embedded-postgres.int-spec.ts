import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { DataDirectoryInUse, EmbeddedPostgresUnavailable } from './embedded.errors.js';
import {
  copyOf,
  newDirectory,
  removeDirectories,
  TestPostgres,
  threadEntry,
} from './embedded-postgres.fixture.js';
import { startEmbeddedPostgres } from './start-embedded-postgres.js';

/** What our own SQL never does: it makes PGlite throw in the middle of the wasm. */
const fatal = `do $$ begin execute 'copy (select 1) to program ''ls'''; end $$`;

describe(startEmbeddedPostgres, () => {
  let pristine: string;

  beforeAll(async () => {
    const filled = await TestPostgres.start();
    pristine = filled.dataDir;
    const client = await filled.connect();
    await client.query('create table notes (text text)');
    await client.end();
    await filled.server.stop();
  });

  afterAll(removeDirectories);

  it('keeps what was written over a stop', async () => {
    const dataDir = await copyOf(pristine);
    const before = await startEmbeddedPostgres({ dataDir, threadEntry });
    const writer = new Client({ connectionString: before.connectionString });
    await writer.connect();
    await writer.query(`insert into notes values ('kept')`);
    await writer.end();
    await before.stop();

    const after = await TestPostgres.start({ dataDir });
    const { rows } = await (await after.connect()).query('select text from notes');
    await after.stop();

    expect(rows).toEqual([{ text: 'kept' }]);
  });

  it('has vectors, trigrams and pgcrypto to create as extensions', async () => {
    const postgres = await TestPostgres.start({ dataDir: await copyOf(pristine) });
    const client = await postgres.connect();
    await client.query('create extension vector');
    await client.query('create extension pg_trgm');
    await client.query('create extension pgcrypto');
    await client.query('create table memories (embedding vector(3))');
    await client.query('create index on memories using hnsw (embedding vector_cosine_ops)');
    await client.query(`insert into memories values ('[1,0,0]'), ('[0,1,0]')`);
    const { rows } = await client.query(
      `select embedding from memories order by embedding <=> '[0.1,1,0]' limit 1`,
    );
    await postgres.stop();

    expect(rows).toEqual([{ embedding: '[0,1,0]' }]);
  });

  it('refuses a second server on the directory, naming both', async () => {
    const postgres = await TestPostgres.start({ dataDir: await copyOf(pristine) });
    const { dataDir } = postgres;

    const refusal = await startEmbeddedPostgres({ dataDir, threadEntry }).catch(
      (error: unknown) => error,
    );
    const { rows } = await (await postgres.connect()).query('select 1 as alive');
    await postgres.stop();

    expect(refusal).toBeInstanceOf(DataDirectoryInUse);
    expect(refusal).toMatchObject({ directory: dataDir, pid: process.pid });
    expect(String(refusal)).toMatch(/CAXTON_DATA_DIR/);
    expect(rows).toEqual([{ alive: 1 }]);
  });

  it('gives the directory to the next server once it has stopped', async () => {
    const dataDir = await copyOf(pristine);
    for (let time = 0; time < 3; time += 1) {
      const server = await startEmbeddedPostgres({ dataDir, threadEntry });
      await Promise.all([server.stop(), server.stop()]);
    }

    await expect(rm(dataDir, { recursive: true })).resolves.toBeUndefined();
  });

  it('says goodbye to its clients when it stops', async () => {
    const postgres = await TestPostgres.start({ dataDir: await copyOf(pristine) });
    const client = new Client({ connectionString: postgres.server.connectionString });
    const goodbye = new Promise<Error>((resolve) => client.on('error', resolve));
    await client.connect();
    await postgres.stop();

    expect(await goodbye).toMatchObject({ code: '57P01' });
  });

  it('begins anew when the first start was cut short', async () => {
    const dataDir = await copyOf(pristine);
    await writeFile(join(dataDir, 'postgres.unfinished'), '');
    await rm(join(dataDir, 'postgres', 'base'), { recursive: true });

    const postgres = await TestPostgres.start({ dataDir });
    const { rows } = await (await postgres.connect()).query(`select to_regclass('notes') as notes`);
    await postgres.stop();

    expect(rows).toEqual([{ notes: null }]);
  });

  it('leaves files alone that are no database', async () => {
    const dataDir = await newDirectory();
    await mkdir(join(dataDir, 'postgres'));
    await writeFile(join(dataDir, 'postgres', 'diary.txt'), 'mine');

    await expect(startEmbeddedPostgres({ dataDir, threadEntry })).rejects.toThrow(
      /holds files, but no/,
    );
  });

  it('says what Postgres says of files of another version', async () => {
    const dataDir = await copyOf(pristine);
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '15\n');

    const refusal = await startEmbeddedPostgres({ dataDir, threadEntry }).catch(
      (error: unknown) => error,
    );

    expect(refusal).toBeInstanceOf(EmbeddedPostgresUnavailable);
    expect(String(refusal)).toMatch(/initialized by PostgreSQL version 15/);
  });

  it('says why a directory cannot be made', async () => {
    const dataDir = join(threadEntry.pathname, 'below-a-file');

    await expect(startEmbeddedPostgres({ dataDir, threadEntry })).rejects.toThrow(
      EmbeddedPostgresUnavailable,
    );
  });

  it('ends itself when its claim on the directory is taken away', async () => {
    const postgres = await TestPostgres.start({ dataDir: await copyOf(pristine) });
    const crash = new Promise<Error>((resolve) => {
      postgres.server.onCrash(resolve);
    });
    await rm(join(postgres.dataDir, 'claims'), { recursive: true });

    expect(String(await crash)).toMatch(/claim on .* was lost/);
    // Nobody listens, or whoever had just been let in is sent away.
    await expect(postgres.connect()).rejects.toThrow(/ECONN|Connection terminated/);
    await postgres.stop();
  });

  it('is heard when it dies, takes its clients along, and leaves all that was acknowledged', async () => {
    const postgres = await TestPostgres.start({ dataDir: await copyOf(pristine) });
    const { dataDir, server } = postgres;
    const crash = new Promise<Error>((resolve) => {
      server.onCrash(resolve);
    });
    const [client, bystander] = [await postgres.connect(), await postgres.connect()];
    const bystanderHears = new Promise<Error>((resolve) => bystander.on('error', resolve));
    await client.query(`insert into notes values ('acknowledged')`);

    await expect(client.query(fatal)).rejects.toMatchObject({ code: '57P02' });

    expect(await crash).toBeInstanceOf(EmbeddedPostgresUnavailable);
    expect(await bystanderHears).toMatchObject({ code: '57P02' });
    await server.stop();
    const again = await TestPostgres.start({ dataDir });
    const { rows } = await (await again.connect()).query('select text from notes');
    await again.stop();
    expect(rows).toEqual([{ text: 'acknowledged' }]);
  });
});
