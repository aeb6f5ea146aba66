import { systemCaller } from '#platform';
import { describeWith } from '../../../../test/support/test-servers.js';
import { aQuery, client, openTestMemory, type TestMemory } from '../memory.fixture.js';
import { findByIndex, findExactly } from '../recall/near.repository.js';
import { aCrowd, spreadVector } from './crowd.fixture.js';
import { agreeOnDimensions } from './model.repository.js';
import { VectorSettler } from './vector-settler.js';

const bounds = { total: 400, waiting: 100 };

describeWith(['postgres'], VectorSettler.name, () => {
  let test: TestMemory;
  let settler: VectorSettler;
  beforeEach(async () => {
    test = await openTestMemory();
    settler = new VectorSettler(test.database, () => bounds);
    await test.database.read(systemCaller, (tx) =>
      agreeOnDimensions(tx, test.embedder.fingerprint, 384),
    );
  });
  afterEach(() => test.end());

  const crowd = (count: number, settled = false): Promise<void> =>
    aCrowd(test.database, { count, settled, placeOf: () => 'workspace' });

  it('leaves few vectors out of the index: they are compared anyway', async () => {
    await crowd(bounds.total - 1);
    expect(await settler.settle()).toBe(0);
  });

  it('puts many into it, all that there are, once', async () => {
    await crowd(450);
    expect(await settler.settle()).toBe(450);
    expect(await settler.settle()).toBe(0);
  });

  it('leaves it to the one who does it already', async () => {
    await crowd(450);
    const settled = await Promise.all([settler.settle(), settler.settle()]);
    expect(settled.sort((a, b) => a - b)).toEqual([0, 450]);
  });

  it('stops between two portions, and what is settled stays settled', async () => {
    await crowd(450);
    const caller = new AbortController();
    caller.abort(new Error('enough'));
    await expect(settler.settle(caller.signal)).rejects.toThrow('enough');
    expect(await settler.settle()).toBe(450);
  });

  it('keeps what is not settled findable beside what is', async () => {
    await crowd(450, true);
    const { memory } = test;
    await memory.remember(
      client,
      'workspace',
      [{ name: 'late', type: 'insight', observations: [{ content: 'Sales in season' }] }],
      { by: 'DataAnalyzer' },
    );
    const [vector = spreadVector(0)] = await test.embedder.embed(['sales in season']);
    const near = { vector, fingerprint: test.embedder.fingerprint };
    const query = aQuery('', { minSimilarity: 0, limit: 5 });
    const exact = await test.database.read(client, (tx) => findExactly(tx, query, near));
    const indexed = await test.database.transaction(client, (tx) =>
      findByIndex(tx, query, near, { unsettled: true }),
    );
    expect(exact[0]?.name).toBe('late');
    expect(indexed?.[0]?.name).toBe('late');
    expect(indexed).toHaveLength(5);
  });
});
