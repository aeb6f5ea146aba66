import { randomBytes } from 'node:crypto';
import { KeyRing } from '../key-ring.js';
import { resealPortion } from './reseal.js';
import type { SealedColumn } from './sealed-column.js';
import type { Rows } from './sealed-text.repository.js';

const k1 = randomBytes(32);
const old = new KeyRing(new Map([['k1', k1]]));
const ring = new KeyRing(new Map([...[['k2', randomBytes(32)] as const], ['k1', k1]]));
const column: SealedColumn = {
  ...{ table: 'shelf', column: 'secret', id: 'id' },
  placeOf: ({ id }) => ['shelf', 'secret', id],
};

/** A table whose row `b` somebody else changes just before it is written. */
function aTable(ids: readonly string[]): { tx: Rows; texts: Map<string, string> } {
  const texts = new Map(ids.map((id) => [id, old.seal(id, column.placeOf({ id, workspace: '' }))]));
  const tx: Rows = {
    rows: (statement, values = []) => {
      const [id, was, next] = values as [string, string, string];
      if (!statement.text.includes('update')) {
        const rows = [...texts].filter(([each]) => each > id).slice(0, Number(was));
        return Promise.resolve(rows.map(([each, sealed]) => ({ id: each, workspace: '', sealed })));
      }
      if (id === 'b') texts.set('b', 'k2.another');
      if (texts.get(id) !== was) return Promise.resolve([]);
      texts.set(id, next);
      return Promise.resolve([{ id }]);
    },
  };
  return { tx, texts };
}

describe(resealPortion, () => {
  it('goes on behind what was done, portion by portion', async () => {
    const { tx, texts } = aTable(['a', 'c', 'd']);
    const first = await resealPortion(tx, ring, column, { after: '', limit: 2, isDry: false });
    expect(first).toEqual({ resealed: 2, broken: [], next: 'c' });
    const last = await resealPortion(tx, ring, column, { after: 'c', limit: 2, isDry: false });
    expect(last).toEqual({ resealed: 1, broken: [], next: undefined });
    expect([...texts.values()].map((text) => ring.isOld(text))).toEqual([false, false, false]);
  });

  it('leaves a text as somebody else has just written it', async () => {
    const { tx, texts } = aTable(['a', 'b']);
    const { resealed } = await resealPortion(tx, ring, column, {
      ...{ after: '', limit: 9, isDry: false },
    });
    expect(resealed).toBe(1);
    expect(texts.get('b')).toBe('k2.another');
  });
});
