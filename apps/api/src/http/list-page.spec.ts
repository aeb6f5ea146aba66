import { ProtocolError } from '#protocol';
import { pageOf, type WantedPage } from './list-page.js';

describe(pageOf, () => {
  type List = Parameters<typeof pageOf>[0];

  const agents: List = ['agents', { status: 'running' }];

  /** What a list that goes on after `place-1` was asked for, and what the client got. */
  async function read(list: List, cursor?: string): Promise<{ asked: WantedPage; next: string }> {
    let asked: WantedPage | undefined;
    const { next_cursor: next } = await pageOf(list, { cursor, limit: 5 }, (page) => {
      asked = page;
      return Promise.resolve({ next_cursor: 'place-1' });
    });
    if (asked === undefined) throw new Error('Nothing was read.');
    return { asked, next };
  }

  it('gives the list the place that it gave with the page before', async () => {
    const first = await read(agents);
    expect(first.asked).toEqual({ cursor: undefined, limit: 5 });
    const second = await read(agents, first.next);
    expect(second.asked).toEqual({ cursor: 'place-1', limit: 5 });
  });

  it('leaves the last page as it is', async () => {
    const last = { next_cursor: null, agents: [] };
    expect(await pageOf(agents, { limit: 5 }, () => Promise.resolve(last))).toBe(last);
  });

  it('refuses the cursor of another list, of another filter, and one that is garbled', async () => {
    const { next } = await read(agents);
    const refusal = { code: 'INVALID_REQUEST', details: { errors: [{ field: 'cursor' }] } };
    for (const [list, cursor] of [
      [['conversations', { status: 'running' }], next] as const,
      [['agents', { status: 'paused' }], next] as const,
      [['agents', {}], next] as const,
      ...[
        'place-1',
        '.place-1',
        `${next}0`,
        next.slice(0, -1),
        next.slice(1),
        next.split('.')[0],
      ].map((garbled) => [agents, garbled] as const),
    ]) {
      const error: unknown = await read(list, cursor).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ProtocolError);
      expect(error).toMatchObject(refusal);
    }
  });
});
