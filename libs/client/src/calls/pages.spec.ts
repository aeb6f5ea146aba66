import { pages } from './pages.js';

interface Asked {
  readonly status?: string;
  readonly cursor?: string;
}

describe(pages, () => {
  it('asks for one page after another, with the same filter, until there is no further one', async () => {
    const asked: Asked[] = [];
    const list = async (
      options: Asked = {},
    ): Promise<{ items: number[]; next_cursor?: string }> => {
      asked.push(options);
      const { cursor } = options;
      return Promise.resolve(
        cursor === undefined ? { items: [1, 2], next_cursor: 'two' } : { items: [3] },
      );
    };
    const seen: number[] = [];
    for await (const { items } of pages(list, { status: 'active' })) seen.push(...items);
    expect(seen).toEqual([1, 2, 3]);
    expect(asked).toEqual([{ status: 'active' }, { status: 'active', cursor: 'two' }]);
  });

  it('ends also with a list whose last page says null', async () => {
    const lists: { next_cursor: string | null }[] = [{ next_cursor: 'two' }, { next_cursor: null }];
    const asked: Asked[] = [];
    const list = async (options: Asked = {}): Promise<{ next_cursor: string | null }> => {
      const page = lists[asked.push(options) - 1];
      if (page === undefined) throw new Error('There is no third page.');
      return Promise.resolve(page);
    };
    const seen = [];
    for await (const page of pages(list)) seen.push(page);
    expect(seen).toEqual(lists);
    expect(asked).toEqual([{}, { cursor: 'two' }]);
  });
});
