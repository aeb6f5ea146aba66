import type { OpenArtifacts } from '../open-artifacts.js';
import {
  arriving,
  caller,
  countStored,
  named,
  openShelfGround,
  put,
  readAll,
  sha256,
  someBytes,
  type ShelfGround,
} from '../shelf.fixture.js';
import { ArtifactShelf } from './artifact-shelf.js';

describe(ArtifactShelf, () => {
  let ground: ShelfGround;
  let artifacts: OpenArtifacts;

  beforeAll(async () => {
    ground = await openShelfGround();
    artifacts = ground.open();
  });
  afterAll(() => ground.close());

  const on = () => ({ database: ground.database, artifacts });
  const read = async (id: string, range?: { start: number; end: number }): Promise<Buffer> =>
    readAll((await artifacts.shelf.open(caller, id, () => range)).bytes);

  it.each([
    ['in the database', 700_001, 3],
    ['beyond it, what had come before moved along', 3_000_003, 0],
  ])('keeps what is small or large %s, whole and in parts', async (_where, size, pieces) => {
    const before = await countStored(ground.database);
    const bytes = someBytes(size);
    const artifact = await put(on(), bytes, { name: 'q3.csv' });
    expect(artifact).toMatchObject({ sizeBytes: size, hash: sha256(bytes), name: 'q3.csv' });
    expect((await read(artifact.id)).equals(bytes)).toBe(true);
    const ranges = [
      [0, 0],
      [262_143, 262_144],
      [size - 1, size - 1],
      [100_000, 600_000],
    ] as const;
    for (const [start, end] of ranges) {
      const part = await read(artifact.id, { start, end });
      expect(part.equals(bytes.subarray(start, end + 1))).toBe(true);
    }
    const after = await countStored(ground.database);
    expect((after['pieces'] ?? 0) - (before['pieces'] ?? 0)).toBe(pieces);
    expect(await ground.files()).toHaveLength(pieces === 0 ? 1 : 0);
  });

  it('keeps nothing of what is larger than one may be, or broke off', async () => {
    const small = ground.open({ maxBytes: 2_000_000 });
    const large = small.shelf.store(caller, arriving(someBytes(2_000_001)));
    await expect(large).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    async function* breakingOff(): AsyncGenerator<Buffer> {
      yield* arriving(someBytes(1_500_000));
      throw new Error('gone away');
    }
    await expect(artifacts.shelf.store(caller, breakingOff())).rejects.toThrow('gone away');
    const before = (await ground.files()).length;
    await ground.open().upkeep.look();
    const left = await countStored(ground.database);
    expect(left['blobs']).toBe(left['refs']);
    expect((await ground.files()).length).toBe(before - 2);
  });

  it('keeps the bytes of a hundred artifacts that come at once and are the same only once', async () => {
    await put(on(), someBytes(10));
    const before = await countStored(ground.database);
    const bytes = someBytes(300_000);
    const all = await Promise.all(Array.from({ length: 100 }, () => put(on(), bytes)));
    await artifacts.upkeep.look();
    const after = await countStored(ground.database);
    expect(after).toEqual({
      artifacts: (before['artifacts'] ?? 0) + 100,
      blobs: (before['blobs'] ?? 0) + 1,
      refs: (before['refs'] ?? 0) + 100,
      pieces: (before['pieces'] ?? 0) + 2,
      used: (before['used'] ?? 0) + 300_000,
    });
    expect((await read(all[57]?.id ?? '')).equals(bytes)).toBe(true);
  });

  it('never loses bytes to a removal of the same content, however they cross', async () => {
    const bytes = someBytes(1_000);
    const eager = ground.open({}, -1);
    const careful = { database: ground.database, artifacts };
    const kept: string[] = [];
    const rounds = Array.from({ length: 60 }, async (_, n) => {
      const { id } = await put(careful, bytes);
      if (n % 3 === 0) kept.push(id);
      else await eager.shelf.remove(caller, id);
      if (n % 5 === 0) await eager.upkeep.look();
    });
    await Promise.all(rounds);
    await eager.upkeep.look();
    expect(kept).toHaveLength(20);
    for (const id of kept) expect((await read(id)).equals(bytes)).toBe(true);
  });

  it('shows a workspace its own artifacts only, and does not share bytes between workspaces', async () => {
    const stranger = { workspace: 'other', principal: 'api_client' };
    const bytes = someBytes(1_000);
    const mine = await put(on(), bytes);
    const before = await countStored(ground.database);
    const theirs = await put(on(), bytes, {}, stranger);
    expect((await countStored(ground.database))['blobs']).toBe((before['blobs'] ?? 0) + 1);
    for (const look of [
      () => artifacts.shelf.get(stranger, mine.id),
      () => artifacts.shelf.open(caller, theirs.id),
      () => artifacts.shelf.remove(stranger, mine.id),
    ]) {
      await expect(look()).rejects.toMatchObject({ code: 'ARTIFACT_NOT_FOUND', status: 404 });
    }
    const { artifacts: listed } = await artifacts.shelf.list(stranger, { limit: 10 });
    expect(listed.map(({ id }) => id)).toEqual([theirs.id]);
  });

  it('keeps the same artifact once, whoever tries again', async () => {
    const bytes = someBytes(500);
    const id = named().id;
    const first = await put(on(), bytes, { id });
    const second = await put(on(), bytes, { id, name: 'other.bin' });
    expect(second).toEqual(first);
  });

  it('lists the newest first, page by page, by conversation, message and type', async () => {
    const of = { conversationId: 'conv-list', messageId: 'msg-list' };
    const all = [];
    for (const [n, mediaType] of ['text/csv', 'image/png', 'image/gif'].entries()) {
      all.unshift((await put(on(), someBytes(20), { ...of, mediaType, name: String(n) })).id);
    }
    const { shelf } = artifacts;
    const idsOf = async (query: object): Promise<string[]> =>
      (await shelf.list(caller, { limit: 10, ...query })).artifacts.map(({ id }) => id);
    expect(await idsOf({ conversationId: 'conv-list' })).toEqual(all);
    expect(await idsOf({ messageId: 'msg-list', typePattern: 'image/%' })).toEqual(all.slice(0, 2));
    const page = await shelf.list(caller, { conversationId: 'conv-list', limit: 2 });
    expect(page.artifacts.map(({ id }) => id)).toEqual(all.slice(0, 2));
    const rest = await idsOf({ conversationId: 'conv-list', after: page.next });
    expect(rest).toEqual(all.slice(2));
  });

  it('refuses what does not fit into the quota, and takes it when there is room again', async () => {
    const poor = { workspace: 'poor', principal: 'api_client' };
    const tight = { database: ground.database, artifacts: ground.open({ quotaBytes: 1_000 }) };
    const first = someBytes(700);
    const { id } = await put(tight, first, {}, poor);
    const refused = { code: 'ARTIFACT_QUOTA_EXCEEDED', details: { quota_bytes: 1_000 } };
    await expect(put(tight, someBytes(400), {}, poor)).rejects.toMatchObject(refused);
    // The same bytes take no room.
    const again = await put(tight, first, {}, poor);
    await tight.artifacts.shelf.remove(poor, again.id);
    await tight.artifacts.shelf.remove(poor, id);
    expect(await put(tight, someBytes(1_000), {}, poor)).toMatchObject({ sizeBytes: 1_000 });
    const full = tight.artifacts.shelf.store(poor, arriving(first));
    await expect(full).rejects.toMatchObject(refused);
  });
});
