import { readBell, writeArrivals, writeBells } from './bell.js';

const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => String(n));

describe('a bell', () => {
  it('for one mailbox is what earlier versions ring', () => {
    expect(writeBells(['7'])).toEqual([{ m: '7' }]);
  });

  it('carries several mailboxes, evenly and each once', () => {
    for (const count of [0, 2, 8, 9, 30]) {
      const bells = writeBells(ids(count)).map((bell) => readBell(bell, 'cap.a'));
      const sizes = bells.map((bell) => bell.length);
      const heard = bells.flat();
      expect(heard.map(({ mailboxId }) => mailboxId).sort()).toEqual(ids(count).sort());
      expect(heard.every(({ lane }) => lane === 'cap.a')).toBe(true);
      expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(8);
      expect(Math.max(0, ...sizes) - Math.min(8, ...sizes)).toBeLessThanOrEqual(count < 2 ? 8 : 1);
    }
  });

  it('for mail that arrives says of each mailbox where it waits, whatever its capability', () => {
    const rings = ids(9).map((mailboxId) => ({ mailboxId, lane: `cap.${mailboxId}` }));
    const bells = writeArrivals(rings);
    expect(bells).toHaveLength(2);
    const heard = bells.flatMap((bell) => readBell(bell, 'no-capability'));
    expect(heard).toHaveLength(9);
    expect(heard).toEqual(expect.arrayContaining(rings));
  });

  it('of a kind that is not known carries none', () => {
    const unknown = [{ m: 7 }, { m: '7', also: [8] }, { m: '7', lanes: [1] }, { version: 2 }];
    for (const data of [null, 7, [7], {}, ...unknown]) {
      expect(readBell(data, 'cap.a')).toEqual([]);
    }
  });
});
