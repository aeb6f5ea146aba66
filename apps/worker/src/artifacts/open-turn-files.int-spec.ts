import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openArtifacts, type OpenArtifacts } from '#artifacts';
import { createSilentLogger, localDeveloper } from '#platform';
import type { TurnFiles } from '#runtime';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { aTurnOf } from '../memory/memories.fixture.js';
import { openTurnFiles } from './open-turn-files.js';

describe(openTurnFiles, () => {
  let opened: MigratedDatabase;
  let folder: string;
  let artifacts: OpenArtifacts;
  let files: TurnFiles;
  const turn = aTurnOf({ workspace: 'default', agent: 'Reporter', conversation: 'conv-files' });
  const file = {
    name: 'a/../q3.pdf',
    mediaType: 'application/pdf',
    bytes: Buffer.from('%PDF-1.7'),
  };
  const by = { tool: 'pdf_generator', stepNo: 3, key: 'caxton-msg-3', index: 0 };

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    folder = await mkdtemp(join(tmpdir(), 'caxton-turn-files-'));
    const limits = { databaseLimit: 1_000, maxBytes: 2_000, quotaBytes: 0 };
    artifacts = openArtifacts(opened.database, { folder, ...limits }, createSilentLogger());
    files = openTurnFiles({ ...artifacts, keepForMs: 60_000 });
  });
  afterAll(async () => {
    await opened.close();
    await rm(folder, { recursive: true });
  });

  const listed = async (): Promise<readonly object[]> =>
    (await artifacts.shelf.list(localDeveloper, { messageId: turn.message.id, limit: 9 }))
      .artifacts;

  it('makes no artifact of a turn that is not committed', async () => {
    const made = await files.store(turn, file, by);
    const failing = opened.database.transaction(localDeveloper, async (tx) => {
      await files.keep(turn, [made])(tx);
      throw new Error('The lease was lost.');
    });
    await expect(failing).rejects.toThrow('lease');
    expect(await listed()).toEqual([]);
    expect(await files.hold(turn, made)).toBe(true);
  });

  it('makes one artifact of it, however often the step and the commit are tried', async () => {
    const first = await files.store(turn, file, by);
    const again = await files.store(turn, file, by);
    expect(again.artifactId).toBe(first.artifactId);
    const caller = { workspace: 'default', principal: 'Reporter' };
    for (const made of [first, again]) {
      await opened.database.transaction(caller, files.keep(turn, [made]));
    }
    expect(await listed()).toMatchObject([
      {
        ...{ id: first.artifactId, name: 'q3.pdf', mediaType: 'application/pdf', sizeBytes: 8 },
        ...{ conversationId: 'conv-files', tool: 'pdf_generator', createdBy: 'Reporter' },
      },
    ]);
    expect(Buffer.from(await files.readMade(turn, first)).toString()).toBe('%PDF-1.7');
  });

  it('is still had after a suspension kept it under bytes that were there before', async () => {
    const made = await files.store(turn, file, { ...by, index: 7 });
    const caller = { workspace: 'default', principal: 'Reporter' };
    await opened.database.transaction(caller, files.keep(turn, [made]));
    await artifacts.upkeep.look();
    expect(await files.hold(turn, made)).toBe(true);
    expect(Buffer.from(await files.readMade(turn, made)).toString()).toBe('%PDF-1.7');
    expect(await files.hold(turn, { ...made, artifactId: 'art_none', blobId: '0' })).toBe(false);
  });

  it('says what the files are that a message names, as far as they are there', async () => {
    const made = await files.store(turn, file, { ...by, index: 3 });
    const caller = { workspace: 'default', principal: 'Reporter' };
    await opened.database.transaction(caller, files.keep(turn, [made]));
    const reference = `artifact:${made.artifactId}`;
    const gone = `artifact:art_${'0'.repeat(32)}`;
    expect(await files.describe(turn, [gone, reference, 'artifact:art_none'])).toEqual([
      { reference, mediaType: 'application/pdf', sizeBytes: 8, ending: 'pdf' },
    ]);
  });

  it('tells the model what is too large', async () => {
    const large = { ...file, bytes: new Uint8Array(2_001) };
    const store = files.store(turn, large, { ...by, index: 1 });
    await expect(store).rejects.toMatchObject({ code: 'TOOL_FAILED' });
  });
});
