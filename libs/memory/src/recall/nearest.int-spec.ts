import { describeWith } from '../../../../test/support/test-servers.js';
import { aMemory, aQuery, client, openTestMemory, type TestMemory } from '../memory.fixture.js';
import { aCrowd, spreadVector } from '../vectors/crowd.fixture.js';
import { findByIndex, findExactly, lookOutFor } from './near.repository.js';
import { findNearest } from './nearest.js';
import type { RecalledEntity } from './recall-query.js';

const places = 50;
const crowd = 2_000;

/** All vectors are in the index. */
const settled = { unsettled: false };

describeWith(['postgres'], findNearest.name, () => {
  let test: TestMemory;
  beforeAll(async () => {
    test = await openTestMemory();
    await aCrowd(test.database, { count: crowd, placeOf: (n) => `agent:a${String(n % places)}` });
  });
  afterAll(() => test.end());

  const near = (n: number): { vector: Float32Array; fingerprint: string } => ({
    vector: spreadVector(10_000 + n),
    fingerprint: test.embedder.fingerprint,
  });

  const namesOf = (found: readonly RecalledEntity[] | undefined): string[] | undefined =>
    found?.map(({ name }) => name);

  it('finds by the index what comparing all finds, in a place that holds 2 % of it', async () => {
    let alike = 0;
    for (let n = 0; n < 20; n += 1) {
      const query = aQuery('', { places: [`agent:a${String(n)}`], minSimilarity: 0 });
      const exact = await test.database.read(client, (tx) => findExactly(tx, query, near(n)));
      const found = await test.database.transaction(client, (tx) =>
        findByIndex(tx, query, near(n), settled),
      );
      expect(found?.every(({ place }) => place === query.places[0])).toBe(true);
      const names = new Set(namesOf(exact));
      alike += namesOf(found)?.filter((name) => names.has(name)).length ?? 0;
    }
    expect(alike / 200).toBeGreaterThanOrEqual(0.95);
  });

  it('measures at full precision what the index found at half of it', async () => {
    const query = aQuery('', { places: ['agent:a1'], minSimilarity: 0 });
    const [exact] = await test.database.read(client, (tx) => findExactly(tx, query, near(1)));
    const found = await test.database.transaction(client, (tx) =>
      findByIndex(tx, query, near(1), settled),
    );
    expect(found?.[0]?.similarity).toBe(exact?.similarity);
  });

  it('says nothing when the index met too few that fit', async () => {
    const query = aQuery('', { places: ['agent:a1'], types: ['rarity'], minSimilarity: 0 });
    const found = await test.database.transaction(client, (tx) =>
      findByIndex(tx, query, near(1), settled),
    );
    expect(found).toBeUndefined();
  });

  it('takes a search whose nearest are too far for answered', async () => {
    const query = aQuery('', {
      places: Array.from({ length: places }, (_value, n) => `agent:a${String(n)}`),
      minSimilarity: 0.999,
    });
    const found = await test.database.transaction(client, (tx) =>
      findByIndex(tx, query, near(1), settled),
    );
    expect(found).toEqual([]);
  });

  it('compares few vectors one by one', async () => {
    const query = aQuery('', { places: ['agent:a1'] });
    const outlook = await test.database.read(client, (tx) => lookOutFor(tx, query, near(1)));
    expect(outlook).toEqual({ many: false, unsettled: false, waiting: false });
  });

  it('looks out for what is not in the index yet, and for what may enter these places meanwhile', async () => {
    const lookOut = (place: string): Promise<unknown> => {
      const query = aQuery('', { places: [place] });
      return test.database.read(client, (tx) => lookOutFor(tx, query, near(1)));
    };
    const remember = (name: string): Promise<unknown> =>
      test.memory.remember(client, 'agent:b', [aMemory(name, 'Sales')], { by: 'b' });
    await remember('with vectors');
    expect(await lookOut('agent:b')).toMatchObject({ unsettled: true, waiting: false });
    expect(await lookOut('agent:a1')).toMatchObject({ unsettled: false, waiting: false });
    test.embedder.isAvailable = false;
    await remember('without');
    expect(await lookOut('agent:a1')).toMatchObject({ unsettled: true, waiting: true });
  });
});
