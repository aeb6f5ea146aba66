import { describeWith } from '../../../../test/support/test-servers.js';
import { aMemory, client, openTestMemory, type TestMemory } from '../memory.fixture.js';
import type { ListedEntity, ListingPage } from './listing.repository.js';

const source = { by: 'api_client' };
const everywhere = ['agent:A', 'workspace', 'global'];

describeWith(['postgres'], 'a list of entities', () => {
  let test: TestMemory;
  beforeAll(async () => {
    test = await openTestMemory();
    const write = (place: string, name: string, ...facts: string[]): Promise<unknown> =>
      test.memory.remember(client, place, [aMemory(name, ...facts)], source);
    await write('workspace', 'first', 'Sales of May');
    await write('global', 'second', 'Sales of June');
    await write('agent:A', 'third', 'Sales of July');
    await write('agent:B', 'hidden', 'Sales of B');
    const event = { ...aMemory('fourth', 'A fair'), type: 'event' };
    await test.memory.remember(client, 'workspace', [event], source);
    await write('workspace', 'first', 'Sales of August');
  });
  afterAll(() => test.end());

  const list = (
    page: Partial<ListingPage> = {},
    places: readonly string[] = everywhere,
  ): Promise<ListedEntity[]> => test.view.entities(client, places, { limit: 10, ...page });
  const namesOf = (entities: readonly ListedEntity[]): string[] => entities.map(({ name }) => name);

  it('begins with what was written last, and counts the facts that hold', async () => {
    const found = await list();
    expect(namesOf(found)).toEqual(['first', 'fourth', 'third', 'second']);
    expect(found.map(({ facts }) => facts)).toEqual([2, 1, 1, 1]);
  });

  it('goes on after the last one of a page, and misses none', async () => {
    const pages: string[] = [];
    let after: ListingPage['after'];
    do {
      const [one] = await list({ after, limit: 1 });
      if (one !== undefined) pages.push(one.name);
      after = one === undefined ? undefined : [one.micros, one.id];
    } while (after !== undefined);
    expect(pages).toEqual(['first', 'fourth', 'third', 'second']);
  });

  it('tells of one type and of the places that are asked for alone', async () => {
    expect(namesOf(await list({ type: 'event' }))).toEqual(['fourth']);
    expect(namesOf(await list({}, ['agent:B']))).toEqual(['hidden']);
    const stranger = { workspace: 'elsewhere', principal: 'api_client' };
    const page = { limit: 10 };
    expect(namesOf(await test.view.entities(stranger, everywhere, page))).toEqual(['second']);
  });
});
