import { Gathering } from './gathering.js';

const never = new Promise<string>(() => undefined);

/** What becomes of an item. */
function become(item: string): Promise<string> {
  if (item.startsWith('slow')) return never;
  if (item.startsWith('bad')) return Promise.reject(new Error(item));
  return Promise.resolve(item.toUpperCase());
}

/** Work that is done when the test says so. */
function openWork() {
  const pieces: { items: readonly string[]; done: () => void; fail: (error: Error) => void }[] = [];
  const work = (items: readonly string[]) =>
    new Promise<Promise<string>[]>((resolve, reject) => {
      const done = (): void => {
        resolve(items.map(become));
      };
      pieces.push({ items, done, fail: reject });
    });
  return { pieces, work };
}

const nextTick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe(Gathering, () => {
  it('does at once, together, what is asked for in one moment', async () => {
    const { pieces, work } = openWork();
    const gathering = new Gathering(work, { maxBatch: 10, maxInFlight: 1 });
    const results = Promise.all([gathering.add('a'), gathering.add('b')]);
    await nextTick();
    expect(pieces.map(({ items }) => items)).toEqual([['a', 'b']]);
    pieces[0]?.done();
    expect(await results).toEqual(['A', 'B']);
  });

  it('gathers what comes while it works, up to what one piece may hold', async () => {
    const { pieces, work } = openWork();
    const gathering = new Gathering(work, { maxBatch: 2, maxInFlight: 1 });
    const first = gathering.add('a');
    await nextTick();
    const others = Promise.all(['b', 'c', 'd'].map((item) => gathering.add(item)));
    await nextTick();
    expect(pieces).toHaveLength(1);
    pieces[0]?.done();
    await first;
    await nextTick();
    expect(pieces[1]?.items).toEqual(['b', 'c']);
    pieces[1]?.done();
    await nextTick();
    await nextTick();
    pieces[2]?.done();
    expect(await others).toEqual(['B', 'C', 'D']);
  });

  it('begins no second piece of a group while one is under way and not late', async () => {
    const { pieces, work } = openWork();
    const gathering = new Gathering(work, { maxBatch: 10, maxInFlight: 2 });
    const first = gathering.add('a');
    await nextTick();
    const others = Promise.all([gathering.add('b'), gathering.add('c')]);
    await nextTick();
    expect(pieces).toHaveLength(1);
    pieces[0]?.done();
    await first;
    await nextTick();
    expect(pieces[1]?.items).toEqual(['b', 'c']);
    pieces[1]?.done();
    expect(await others).toEqual(['B', 'C']);
  });

  it('puts no two items of one key to work at the same time, and no two groups into one piece', async () => {
    const { pieces, work } = openWork();
    const gathering = new Gathering<string, string>(work, {
      maxBatch: 10,
      maxInFlight: 2,
      groupOf: (item) => item[0] ?? '',
      keyOf: (item) => item.slice(0, 2),
    });
    const results = Promise.all(['a1x', 'b1x', 'a1y', 'a2x'].map((item) => gathering.add(item)));
    await nextTick();
    expect(pieces.map(({ items }) => items)).toEqual([['a1x', 'a2x'], ['b1x']]);
    pieces[0]?.done();
    await nextTick();
    await nextTick();
    expect(pieces[2]?.items).toEqual(['a1y']);
    pieces[1]?.done();
    pieces[2]?.done();
    expect(await results).toEqual(['A1X', 'B1X', 'A1Y', 'A2X']);
  });

  it('tells each what became of its own item', async () => {
    const { pieces, work } = openWork();
    const gathering = new Gathering(work, { maxBatch: 10, maxInFlight: 1 });
    const results = Promise.allSettled([gathering.add('bad'), gathering.add('b')]);
    await nextTick();
    pieces[0]?.done();
    expect(await results).toEqual([
      { status: 'rejected', reason: new Error('bad') },
      { status: 'fulfilled', value: 'B' },
    ]);
  });

  it('lets no item, and no later piece, wait for one that takes longer by itself', async () => {
    const { pieces, work } = openWork();
    const gathering = new Gathering(work, {
      ...{ maxBatch: 10, maxInFlight: 1 },
      keyOf: (item) => item,
    });
    void gathering.add('slow');
    const neighbour = gathering.add('a');
    await nextTick();
    pieces[0]?.done();
    expect(await neighbour).toBe('A');
    void gathering.add('slow');
    const later = gathering.add('b');
    await nextTick();
    expect(pieces[1]?.items).toEqual(['b']);
    pieces[1]?.done();
    expect(await later).toBe('B');
  });

  it('fails all of a piece that fails whole, and goes on', async () => {
    const { pieces, work } = openWork();
    const gathering = new Gathering(work, { maxBatch: 10, maxInFlight: 1 });
    const results = Promise.allSettled([gathering.add('a'), gathering.add('b')]);
    await nextTick();
    const away = new Error('away');
    pieces[0]?.fail(away);
    expect((await results).map((one) => one.status)).toEqual(['rejected', 'rejected']);
    const after = gathering.add('c');
    await nextTick();
    await nextTick();
    pieces[1]?.done();
    expect(await after).toBe('C');
  });
});
