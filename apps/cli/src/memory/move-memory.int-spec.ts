import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ToldServer } from '../run/told-server.fixture.js';
import { exportMemory } from './export-memory.js';
import { importMemory } from './import-memory.js';

const strategy = 'update_existing';

describe('moving a memory', () => {
  let server: ToldServer;
  let folder: string;
  let file: string;

  beforeEach(async () => {
    server = await ToldServer.start();
    folder = await mkdtemp(join(tmpdir(), 'caxton-move-'));
    file = join(folder, 'memory.jsonl');
  });
  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  it('touches no other workspace than the one that is named', async () => {
    server.answers = { 'GET /api/v1/auth/me': [200, { workspace: 'beta' }] };
    const key = { apiKey: 'cxk-beta', workspace: 'acme' };
    const exported = exportMemory(server.run({ ...key, file, embeddings: true }));
    await expect(exported).rejects.toMatchObject({ ending: 'denied' });
    expect(await readdir(folder)).toEqual([]);
    await writeFile(file, '{"record":"end"}\n');
    const imported = importMemory(server.run({ ...key, file, strategy, dryRun: false }), strategy);
    await expect(imported).rejects.toMatchObject({ ending: 'denied' });
    expect(server.asked).toEqual(['GET /api/v1/auth/me', 'GET /api/v1/auth/me']);
  });

  it('takes a file in, and says of a folder that it is none', async () => {
    server.answers = { 'POST /api/v1/memory/import': [201, { complete: true, problems: [] }] };
    await writeFile(file, '{"record":"end"}\n');
    const flags = { strategy, dryRun: false };
    expect(await importMemory(server.run({ ...flags, file }), strategy)).toBeUndefined();
    const wrong = importMemory(server.run({ ...flags, file: folder }), strategy);
    await expect(wrong).rejects.toMatchObject({
      ...{ ending: 'usage', message: `${folder} is a folder, not a file.` },
    });
    expect(server.asked).toEqual(['POST /api/v1/memory/import']);
  });
});
