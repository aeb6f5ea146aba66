import { planUpkeep } from './upkeep-plan.js';

const table = { name: 'public.messages', live: 1_000, dead: 0, changed: 0 };

describe(planUpkeep, () => {
  it('lets old log go even when no table needs care', () => {
    expect(planUpkeep([{ ...table, dead: 250, changed: 150 }], 1_000)).toEqual(['checkpoint']);
  });

  it('vacuums a table when a fifth of it is dead', () => {
    expect(planUpkeep([{ ...table, dead: 251, changed: 1_000 }], 1_000)).toEqual([
      'vacuum (analyze) public.messages',
      'checkpoint',
    ]);
  });

  it('only counts anew a table that grew', () => {
    expect(planUpkeep([{ ...table, changed: 151 }], 1_000)).toEqual([
      'analyze public.messages',
      'checkpoint',
    ]);
  });

  it('freezes everything long before Postgres runs out of transaction numbers', () => {
    expect(planUpkeep([], 150_000_001)).toEqual(['vacuum (freeze, analyze)', 'checkpoint']);
  });
});
