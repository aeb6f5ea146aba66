import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newArtifactId, openArtifacts, type ArtifactShelf } from '#artifacts';
import { createSilentLogger, localDeveloper } from '#platform';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { openArtifactReader } from './read-artifact.js';

describe(openArtifactReader, () => {
  let opened: MigratedDatabase;
  let folder: string;
  let shelf: ArtifactShelf;
  let id: string;
  const { signal } = new AbortController();
  const text = 'month,sales\n2026-01,100\n';

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    folder = await mkdtemp(join(tmpdir(), 'caxton-read-artifact-'));
    const limits = { databaseLimit: 10, maxBytes: 1_000, quotaBytes: 0 };
    ({ shelf } = openArtifacts(opened.database, { folder, ...limits }, createSilentLogger()));
    async function* arriving(): AsyncGenerator<Buffer> {
      yield Buffer.from(text);
    }
    const blob = await shelf.store(localDeveloper, arriving());
    id = newArtifactId();
    const artifact = { id, name: 'sales.csv', mediaType: 'text/csv', keepForMs: 0 };
    await opened.database.transaction(localDeveloper, (tx) => shelf.keep(tx, artifact, blob));
  });
  afterAll(async () => {
    await opened.close();
    await rm(folder, { recursive: true });
  });

  it('reads a file of the workspace for its agents', async () => {
    const reader = openArtifactReader(shelf, { workspace: 'default', principal: 'Analyst' });
    const { bytes, mediaType } = await reader.read(`artifact:${id}`, 1_000, signal);
    expect([Buffer.from(bytes).toString(), mediaType]).toEqual([text, 'text/csv']);
  });

  it('tells an agent of another workspace that there is none', async () => {
    const reader = openArtifactReader(shelf, { workspace: 'other', principal: 'Analyst' });
    const read = reader.read(`artifact:${id}`, 1_000, signal);
    await expect(read).rejects.toMatchObject({ code: 'TOOL_ARGUMENTS_INVALID' });
  });

  it.each([
    'artifact:art_00000000000000000000000000000000',
    'artifact:../../etc/passwd',
    'artifact:',
  ])('tells the agent that %s is none', async (reference) => {
    const read = openArtifactReader(shelf, localDeveloper).read(reference, 1_000, signal);
    await expect(read).rejects.toThrow(`there is no artifact "${reference}"`);
  });

  it('reads nothing of what is larger than the tool may read', async () => {
    const read = openArtifactReader(shelf, localDeveloper).read(`artifact:${id}`, 10, signal);
    await expect(read).rejects.toThrow('a tool reads 10 at most');
  });
});
