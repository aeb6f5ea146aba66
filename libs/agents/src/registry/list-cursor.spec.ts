import { createId } from '#platform';
import { readCursor, writeCursor } from './list-cursor.js';

describe('the cursor of a list of agents', () => {
  it('comes back as it went', () => {
    const id = createId('agt');
    expect(readCursor(writeCursor(id))).toBe(id);
    expect(readCursor(undefined)).toBe('');
  });

  it.each(['', 'agt', '%00', writeCursor("agt-' or true"), 'x'.repeat(10_000)])(
    'is refused when it is none of ours: %j',
    (cursor) => {
      expect(() => readCursor(cursor)).toThrow('cursor');
    },
  );
});
