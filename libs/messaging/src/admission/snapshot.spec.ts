import { Snapshot } from './snapshot.js';

describe(Snapshot, () => {
  it.each([
    ['what ended before all that ran', '10:20:10,14', '9', true],
    ['what ended while older ones ran', '10:20:10,14', '13', true],
    ['not what ran', '10:20:10,14', '14', false],
    ['not the oldest that ran', '10:20:10,14', '10', false],
    ['not what began later', '10:20:10,14', '20', false],
    ['everything before it when nothing ran', '20:20:', '19', true],
    ['numbers beyond 2^53', '9007199254740993:9007199254740993:', '9007199254740993', false],
  ])('sees %s', (_what, text, transaction, isSeen) => {
    expect(new Snapshot(text).saw(transaction)).toBe(isSeen);
  });
});
