import { BellAnswering } from './bell-answering.js';
import type { Ring } from './bell.js';
import { NearBells } from './near-bells.js';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe(NearBells, () => {
  let begun: string[];
  let ends: Map<string, () => void>;
  let back: Ring[];
  let answering: BellAnswering;
  let near: NearBells;

  const open = (places: number): void => {
    const handBack = (rings: readonly Ring[]): void => void back.push(...rings);
    const handle = (mailboxId: string): Promise<void> => {
      begun.push(mailboxId);
      return new Promise((resolve) => ends.set(mailboxId, resolve));
    };
    answering = new BellAnswering({ handle, handBack, places });
    near = new NearBells(answering, handBack);
  };
  const end = async (mailboxId: string): Promise<void> => {
    ends.get(mailboxId)?.();
    await nextTurn();
  };

  beforeEach(() => {
    begun = [];
    ends = new Map();
    back = [];
  });

  it('begins what is rung for, as far as there are places, in order', async () => {
    open(2);
    expect(near.take('a', ['1', '2', '3', '4'])).toBe(true);
    await nextTurn();
    expect(begun).toEqual(['1', '2']);
    await end('1');
    await end('2');
    expect(begun).toEqual(['1', '2', '3', '4']);
    expect(back).toEqual([]);
  });

  it('lets lanes take turns, however many mailboxes of one of them wait', async () => {
    open(1);
    near.take('busy', ['b1', 'b2', 'b3', 'b4']);
    await nextTurn();
    near.take('other', ['o1']);
    await end('b1');
    await end('b2');
    expect(begun).toEqual(['b1', 'b2', 'o1']);
  });

  it('handles once more what is rung for while it is handled, however often', async () => {
    open(2);
    near.take('a', ['1']);
    await nextTurn();
    for (let n = 0; n < 5; n += 1) near.take('a', ['1']);
    await end('1');
    expect(begun).toEqual(['1', '1']);
    await end('1');
    expect(begun).toEqual(['1', '1']);
  });

  it('keeps one bell of what waits, however often it is rung for', async () => {
    open(1);
    near.take('a', ['1']);
    await nextTurn();
    for (let n = 0; n < 5; n += 1) near.take('a', ['2', '2']);
    await end('1');
    await end('2');
    expect(begun).toEqual(['1', '2']);
  });

  it('takes no more than it may keep', async () => {
    open(1);
    near.take('a', ['1']);
    await nextTurn();
    const many = (from: number): string[] =>
      Array.from({ length: 5_000 }, (_, n) => String(from + n));
    expect(near.take('a', many(2))).toBe(true);
    expect(near.take('b', many(5_002))).toBe(true);
    expect(near.take('a', ['more'])).toBe(false);
    await end('1');
    expect(near.take('a', ['more'])).toBe(true);
  });

  it('hands back what waits when no more may begin', async () => {
    open(1);
    near.take('a', ['1', '2', '3']);
    await nextTurn();
    answering.close();
    await nextTurn();
    expect(begun).toEqual(['1']);
    expect(back).toEqual(['2', '3'].map((mailboxId) => ({ lane: 'a', mailboxId })));
  });
});
