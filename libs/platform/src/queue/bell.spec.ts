import { readBell, writeBells } from './bell.js';

const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => String(n));

describe('a bell', () => {
  it('for one mailbox is what earlier versions ring', () => {
    expect(writeBells(['7'])).toEqual([{ m: '7' }]);
  });

  it('carries several mailboxes, evenly and each once', () => {
    for (const count of [0, 2, 8, 9, 30]) {
      const bells = writeBells(ids(count)).map(readBell);
      const sizes = bells.map((bell) => bell.length);
      expect(bells.flat().sort()).toEqual(ids(count).sort());
      expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(8);
      expect(Math.max(0, ...sizes) - Math.min(8, ...sizes)).toBeLessThanOrEqual(count < 2 ? 8 : 1);
    }
  });

  it('of a kind that is not known carries none', () => {
    for (const data of [null, 7, [7], {}, { m: 7 }, { m: '7', also: [8] }, { version: 2 }]) {
      expect(readBell(data)).toEqual([]);
    }
  });
});
