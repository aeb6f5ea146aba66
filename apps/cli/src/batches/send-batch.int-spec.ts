import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refusal, ToldServer } from '../run/told-server.fixture.js';
import { sendBatch } from './send-batch.js';

describe(sendBatch, () => {
  let server: ToldServer;
  let folder: string;

  beforeEach(async () => {
    server = await ToldServer.start();
    folder = await mkdtemp(join(tmpdir(), 'caxton-batch-'));
  });
  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  it('shows why every message was refused, and does not wait for a batch that is not kept', async () => {
    const file = join(folder, 'messages.jsonl');
    await writeFile(file, '{"capability": "nobody-has-this", "content": {}}\n');
    const [, refused] = refusal(422, 'INVALID_CAPABILITY') as [number, object];
    const sent = {
      ...{ batch_id: 'bat-1', accepted: 0, refused: 1 },
      results: [{ index: 0, ...refused }],
    };
    server.answers = { 'POST /api/v1/messages/batch': [207, sent] };
    const run = server.run({ wait: true }, file);
    expect(await sendBatch(run)).toBe('failed');
    expect(run.terminal.shown).toEqual([sent]);
    expect(server.asked).toEqual(['POST /api/v1/messages/batch']);
  });
});
