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

  const exactly = (place: string, limit: number, n = 1): Promise<RecalledEntity[]> =>
    test.database.read(client, (tx) =>
      findExactly(tx, aQuery('', { places: [place], minSimilarity: 0, limit }), near(n)),
    );

  const run = (name: string, text: string, ...values: unknown[]): Promise<unknown> =>
    test.database.read(client, (tx) => tx.rows({ name: `test.${name}`, text }, values));

  it('finds the nearest of those that hold, also behind very many that do not any more', async () => {
    const all = await exactly('agent:a3', 40);
    const over = all.slice(0, 30).map(({ id }) => id);
    await run('end', `update memory_entities set valid_to = '2020-01-01' where id = any($1)`, over);
    expect(namesOf(await exactly('agent:a3', 2))).toEqual(namesOf(all.slice(30, 32)));
  });

  it('finds others beside one that is nearest with very many pieces', async () => {
    const [first, second, third] = await exactly('agent:a4', 3);
    await run(
      'split',
      `insert into memory_embeddings
          (entity_id, fingerprint, chunk, workspace_id, place, dimensions, embedding, settled)
        select entity_id, fingerprint, piece, workspace_id, place, dimensions, embedding, false
        from memory_embeddings, generate_series(1, 40) as g(piece) where entity_id = $1`,
      first?.id,
    );
    expect(await exactly('agent:a4', 3)).toEqual([first, second, third]);
  });

  it('leaves out what is farther than wanted when everything is compared', async () => {
    const [nearest, next] = await exactly('agent:a5', 2);
    const query = aQuery('', { places: ['agent:a5'], minSimilarity: nearest?.similarity ?? 1 });
    const found = await test.database.read(client, (tx) => findExactly(tx, query, near(1)));
    expect(next?.similarity).toBeLessThan(nearest?.similarity ?? 0);
    expect(namesOf(found)).toEqual([nearest?.name]);
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
