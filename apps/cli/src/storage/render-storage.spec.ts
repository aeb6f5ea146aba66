import { renderStorage } from './render-storage.js';

const table = (
  name: string,
  rows: number,
  more: Partial<Parameters<typeof renderStorage>[0]['tables'][number]> = {},
): Parameters<typeof renderStorage>[0]['tables'][number] => ({
  ...{ name, rows, bytes: rows * 1_024, index_bytes: 0, oldest: null, expired: null },
  retention: { ends: 'request', after: null, setting: null, why: '' },
  ...more,
});

const report = {
  database: { bytes: 5 * 1_048_576 },
  artifacts: { bytes: 0 },
  tables: [
    table('messages', 12_345, { oldest: '2026-01-02T03:04:05.000Z' }),
    table('turn_steps', 20_000, {
      retention: { ends: 'age', after: '7d', setting: 'CAXTON_STEP_RETENTION', why: '' },
      expired: { rows: 10_000, is_whole: false },
    }),
    table('tools', 3, { retention: { ends: 'bounded', after: null, setting: null, why: '' } }),
    table('approvals', 0),
  ],
};

const lines = (all: boolean): string[][] =>
  renderStorage(report, all)
    .trim()
    .split('\n')
    .map((line) => line.split(/\s{2,}/));

describe(renderStorage, () => {
  it('tells what grows: how much, since when, and what ends it', () => {
    expect(lines(false)).toEqual([
      ['database', '5MB'],
      ['artifacts', '0B'],
      [''],
      ['TABLE', 'ROWS', 'SIZE', 'SINCE', 'ENDS', 'EXPIRED'],
      ['messages', '12,345', '12MB', '2026-01-02', 'on request', '-'],
      ['turn_steps', '20,000', '20MB', '-', 'after 7d (CAXTON_STEP_RETENTION)', '10,000+'],
    ]);
  });

  it('tells all tables when it is asked to', () => {
    expect(lines(true).map(([name]) => name)).toEqual(
      expect.arrayContaining(['messages', 'turn_steps', 'tools', 'approvals']),
    );
  });
});
