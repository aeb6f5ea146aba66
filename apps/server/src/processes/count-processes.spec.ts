import { readEnv, InvalidSettings } from '#platform';
import { withinQuota } from './available-cores.js';
import { countProcesses } from './count-processes.js';
import { NeedsSharedDatabase } from './needs-shared-database.errors.js';

const shared = { CAXTON_DATABASE_URL: 'postgres://db.example/caxton' };
const count = (settings: Record<string, string>): number =>
  countProcesses(readEnv(settings), () => 8);

describe(countProcesses, () => {
  it('is one where nothing is said', () => {
    expect(count(shared)).toBe(1);
    expect(count({})).toBe(1);
  });

  it('is as many as are asked for, and by auto as there are cores', () => {
    expect(count({ ...shared, CAXTON_PROCESSES: '3' })).toBe(3);
    expect(count({ ...shared, CAXTON_PROCESSES: 'auto' })).toBe(8);
  });

  it('is never more than one on the embedded Postgres: auto is one, more are refused', () => {
    expect(count({ CAXTON_PROCESSES: 'auto' })).toBe(1);
    expect(count({ CAXTON_PROCESSES: '1' })).toBe(1);
    expect(() => count({ CAXTON_PROCESSES: '2' })).toThrow(NeedsSharedDatabase);
  });

  it.each(['0', '-1', '1.5', 'all', '257'])('is never %s', (text) => {
    expect(() => count({ ...shared, CAXTON_PROCESSES: text })).toThrow(InvalidSettings);
    expect(() => count({ ...shared, CAXTON_PROCESSES: text })).toThrow(
      'a whole number from 1 to 256',
    );
  });
});

describe(withinQuota, () => {
  it.each([
    ['max 100000', 8],
    ['200000 100000', 2],
    ['350000 100000', 3],
    ['50000 100000', 1],
    ['1600000 100000', 8],
    ['', 8],
  ])('of eight cores under the quota "%s" takes %d', (quota, cores) => {
    expect(withinQuota(8, quota)).toBe(cores);
  });
});
