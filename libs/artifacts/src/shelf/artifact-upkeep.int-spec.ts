import { systemCaller } from '#platform';
import { BlobGone } from '../artifacts.errors.js';
import {
  arriving,
  caller,
  countStored,
  named,
  openShelfGround,
  put,
  readAll,
  someBytes,
  type ShelfGround,
} from '../shelf.fixture.js';
import { ArtifactUpkeep } from './artifact-upkeep.js';

const nothing = { artifacts: 0, blobs: 0, refs: 0, pieces: 0, used: 0 };

describe(ArtifactUpkeep, () => {
  let ground: ShelfGround;

  beforeEach(async () => {
    ground = await openShelfGround();
  });
  afterEach(() => ground.close());

  it('removes artifacts whose time is over, and their bytes after those who read them', async () => {
    const artifacts = ground.open();
    const on = { database: ground.database, artifacts };
    const bytes = someBytes(600_000);
    const brief = await put(on, bytes, { keepForMs: 200 });
    const { bytes: reading } = await artifacts.shelf.open(caller, brief.id);
    await waitFor(ground, `select 1 from artifacts where expires_at < clock_timestamp()`);
    await expect(artifacts.shelf.get(caller, brief.id)).rejects.toThrow('no artifact');
    expect(await artifacts.upkeep.look()).toEqual({ expired: 1, collected: 0 });
    expect((await readAll(reading)).equals(bytes)).toBe(true);
    await expire(ground);
    expect(await artifacts.upkeep.look()).toEqual({ expired: 0, collected: 1 });
    expect(await countStored(ground.database)).toEqual(nothing);
  });

  it.each([
    ['in the database', 1_000],
    ['on disk', 1_500_000],
  ])(
    'collects what a process left behind %s that died before anything referred to it',
    async (_where, size) => {
      const artifacts = ground.open();
      await artifacts.shelf.store(caller, arriving(someBytes(size)));
      expect(await artifacts.upkeep.look()).toEqual({ expired: 0, collected: 0 });
      await expire(ground);
      expect(await artifacts.upkeep.look()).toEqual({ expired: 0, collected: 1 });
      expect(await countStored(ground.database)).toEqual(nothing);
      expect(await ground.files()).toEqual([]);
    },
  );

  it('leaves no artifact without bytes when it comes between storing and keeping', async () => {
    const artifacts = ground.open();
    const blob = await artifacts.shelf.store(caller, arriving(someBytes(1_000)));
    await expire(ground);
    await artifacts.upkeep.look();
    const late = ground.database.transaction(caller, (tx) =>
      artifacts.shelf.keep(tx, named(), blob),
    );
    await expect(late).rejects.toThrow(BlobGone);
    expect((await countStored(ground.database))['artifacts']).toBe(0);
  });

  it('lets an upload end that takes longer than its bytes are claimed', async () => {
    const artifacts = ground.open();
    async function* slow(): AsyncGenerator<Buffer> {
      yield* arriving(someBytes(600_000));
      await expire(ground);
      await artifacts.upkeep.look();
      yield* arriving(someBytes(300_000));
    }
    await expect(artifacts.shelf.store(caller, slow())).rejects.toThrow(BlobGone);
    await artifacts.upkeep.look();
    expect(await countStored(ground.database)).toEqual(nothing);
  });

  it('takes up what another one left that died while it collected', async () => {
    const artifacts = ground.open();
    await artifacts.shelf.store(caller, arriving(someBytes(1_000)));
    await run(ground, `update artifact_blobs set refs = -1`);
    expect(await artifacts.upkeep.look()).toMatchObject({ collected: 0 });
    await expire(ground);
    expect(await artifacts.upkeep.look()).toMatchObject({ collected: 1 });
  });

  it('shares the work of several processes that look at once', async () => {
    const artifacts = ground.open();
    for (let n = 0; n < 30; n += 1) await artifacts.shelf.store(caller, arriving(someBytes(10)));
    await expire(ground);
    const looks = await Promise.all([1, 2, 3].map(() => ground.open().upkeep.look()));
    expect(looks.reduce((sum, { collected }) => sum + collected, 0)).toBe(30);
  });
});

/** As if an hour had passed. */
async function expire(ground: ShelfGround): Promise<void> {
  await run(ground, `update artifact_blobs set unclaimed_until = now() - interval '1 s'`);
}

async function run({ database }: ShelfGround, text: string): Promise<object[]> {
  return database.read(systemCaller, (tx) =>
    tx.rows({ name: `test.${String(text.length)}`, text }),
  );
}

async function waitFor(ground: ShelfGround, text: string): Promise<void> {
  while ((await run(ground, text)).length === 0);
}
