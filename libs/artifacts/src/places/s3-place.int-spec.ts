import { createHash } from 'node:crypto';
import {
  arriving,
  caller,
  countStored,
  openShelfGround,
  put,
  readAll,
  someBytes,
  type ShelfGround,
} from '../shelf.fixture.js';
import { accessKeyId, openBucket, secretAccessKey, type LoopbackBucket } from './bucket.fixture.js';
import { S3Place, type S3Settings } from './s3-place.js';

describe(S3Place, () => {
  let bucket: LoopbackBucket;
  let ground: ShelfGround;
  let s3: S3Settings;

  beforeAll(async () => {
    bucket = await openBucket();
    const { url: endpoint } = bucket;
    s3 = { endpoint, region: 'eu-central-1', accessKeyId, secretAccessKey, prefix: 'caxton/a' };
    ground = await openShelfGround();
  });
  afterAll(async () => {
    await bucket.close();
    await ground.close();
  });

  it.each([
    ['at once', 3_000_000],
    ['in parts', 17_000_001],
  ])('keeps what the database does not, sent %s, and gives any part of it', async (_how, size) => {
    const artifacts = ground.open({ s3 });
    const bytes = someBytes(size);
    const { id, hash } = await put({ database: ground.database, artifacts }, bytes);
    expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'));
    const [key = '', stored] = [...bucket.objects].at(-1) ?? [];
    expect(key).toMatch(/^caxton\/a\/default\/blob-/);
    expect(stored?.equals(bytes)).toBe(true);
    const whole = await artifacts.shelf.open(caller, id);
    expect((await readAll(whole.bytes)).equals(bytes)).toBe(true);
    const range = { start: 1_000_000, end: 2_500_000 };
    const part = await artifacts.shelf.open(caller, id, () => range);
    expect((await readAll(part.bytes)).equals(bytes.subarray(1_000_000, 2_500_001))).toBe(true);
    expect(bucket.uploads.size).toBe(0);
  });

  it('gives up what breaks off half way, and keeps nothing of it', async () => {
    const artifacts = ground.open({ s3 });
    const before = bucket.objects.size;
    async function* breakingOff(): AsyncGenerator<Buffer> {
      yield* arriving(someBytes(10_000_000));
      throw new Error('gone away');
    }
    await expect(artifacts.shelf.store(caller, breakingOff())).rejects.toThrow('gone away');
    await artifacts.upkeep.look();
    expect([bucket.objects.size, bucket.uploads.size]).toEqual([before, 0]);
  });

  it('collects a blob when the bucket can be reached again', async () => {
    const { shelf } = ground.open({ s3 });
    const eager = ground.open({ s3 }, -1);
    const { id } = await put(
      { database: ground.database, artifacts: ground.open({ s3 }) },
      someBytes(2_000_000),
    );
    const before = bucket.objects.size;
    await eager.shelf.remove(caller, id);
    bucket.failNext(1);
    expect(await eager.upkeep.look()).toMatchObject({ collected: 0 });
    expect(bucket.objects.size).toBe(before);
    await ground.database.read(caller, (tx) =>
      tx.rows({ name: 'test.later', text: `update artifact_blobs set unclaimed_until = now()` }),
    );
    expect(await eager.upkeep.look()).toMatchObject({ collected: 1 });
    expect(bucket.objects.size).toBe(before - 1);
    await expect(shelf.open(caller, id)).rejects.toThrow('no artifact');
  });

  it('says so when the bytes are not there any more', async () => {
    const artifacts = ground.open({ s3 });
    const { id } = await put({ database: ground.database, artifacts }, someBytes(2_000_000));
    bucket.objects.clear();
    const open = artifacts.shelf.open(caller, id);
    await expect(open).rejects.toMatchObject({ code: 'ARTIFACT_UNREADABLE', status: 503 });
  });

  it('is refused with another key, and stores nothing then', async () => {
    const before = await countStored(ground.database);
    const artifacts = ground.open({ s3: { ...s3, secretAccessKey: 'other' } });
    const store = artifacts.shelf.store(caller, arriving(someBytes(2_000_000)));
    await expect(store).rejects.toThrow('403');
    await ground.open({ s3 }).upkeep.look();
    expect(await countStored(ground.database)).toEqual(before);
  });
});
