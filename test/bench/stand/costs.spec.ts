import { costsOf } from './costs.js';

const postgres = { cpuMicros: 0, transactions: 10, walBytes: 0, statements: 0 };

describe('what a message costs', () => {
  it('is what was used meanwhile, by message', () => {
    const before = { cpuMicros: { api: 1_000, worker: 0 }, postgres };
    const after = {
      cpuMicros: { api: 3_000, worker: 500 },
      postgres: { cpuMicros: 4_000, transactions: 30, walBytes: 9_000, statements: 50 },
    };
    expect(costsOf(before, after, 10)).toEqual({
      cpuMicros: { api: 200, worker: 50, postgres: 400 },
      transactions: 2,
      walBytes: 900,
      statements: 5,
    });
  });

  it('does not tell what nobody counted', () => {
    const before = { cpuMicros: { server: 0 }, postgres: undefined };
    expect(costsOf(before, { cpuMicros: { server: 10 }, postgres: undefined }, 0)).toEqual({
      cpuMicros: { server: 10 },
    });
  });
});
