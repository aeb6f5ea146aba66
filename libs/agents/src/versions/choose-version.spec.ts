import fc from 'fast-check';
import { chooseVersion, type VersionSplit } from './choose-version.js';

const split = (weights: Readonly<Record<number, number>>, id = 'spl-1'): VersionSplit => ({
  ...{ id, started_at: '2026-11-26T17:00:00.000Z' },
  arms: Object.entries(weights).map(([version, weight]) => ({ version: Number(version), weight })),
});
const choose = (conversationId: string, of: VersionSplit | null, pinned: number | null = null) =>
  chooseVersion({ conversationId, current: 9, split: of, pinned });
const conversations = Array.from({ length: 10_000 }, (_each, index) => `conv-${String(index)}`);
const shareOf = (version: number, of: VersionSplit): number =>
  conversations.filter((id) => choose(id, of) === version).length / conversations.length;

describe(chooseVersion, () => {
  it('is the newest where nothing says otherwise', () => {
    expect(choose('conv-1', null)).toBe(9);
  });

  it('is the one that the conversation keeps, whatever is split', () => {
    expect(choose('conv-1', split({ 1: 1, 2: 1 }), 5)).toBe(5);
  });

  it('is the same for a conversation each time it is asked', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(100), fc.nat(100), (id, a, b) => {
        const of = split({ 1: a + 1, 2: b });
        expect(choose(id, of)).toBe(choose(id, of));
        expect([1, 2]).toContain(choose(id, of));
      }),
    );
  });

  it.each([
    [{ 1: 50, 2: 50 }, 0.5],
    [{ 1: 90, 2: 10 }, 0.1],
    [{ 1: 1, 2: 1, 3: 1 }, 1 / 3],
    [{ 1: 1, 2: 0 }, 0],
    [{ 1: 0, 2: 7 }, 1],
  ])('shares conversations out by weight: %j', (weights, expected) => {
    expect(Math.abs(shareOf(2, split(weights)) - expected)).toBeLessThan(0.02);
  });

  it('moves only the conversations that a change of weights must move', () => {
    const [before, after] = [split({ 1: 90, 2: 10 }), split({ 1: 80, 2: 20 })];
    const moved = conversations.filter((id) => choose(id, before) !== choose(id, after));
    expect(moved.every((id) => choose(id, after) === 2)).toBe(true);
    expect(moved.length / conversations.length).toBeCloseTo(0.1, 1);
  });

  it('shares out anew in another split', () => {
    const [one, other] = [split({ 1: 1, 2: 1 }), split({ 1: 1, 2: 1 }, 'spl-2')];
    const same = conversations.filter((id) => choose(id, one) === choose(id, other));
    expect(same.length / conversations.length).toBeCloseTo(0.5, 1);
  });
});
