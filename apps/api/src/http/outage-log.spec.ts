import { OutageLog } from './outage-log.js';

describe(OutageLog, () => {
  it('tells of each kind at once, and of its repetitions in a line every five seconds', () => {
    const lines: unknown[] = [];
    let now = 0;
    const outages = new OutageLog(
      { warn: (facts, sentence) => lines.push([sentence, facts]) },
      () => now,
    );
    outages.note({ n: 1 }, 'Away.');
    outages.note({ n: 2 }, 'Busy.');
    for (now = 1; now < 5_000; now += 10) outages.note({ n: 3 }, 'Away.');
    now = 5_000;
    outages.note({ n: 4 }, 'Away.');
    outages.note({ n: 5 }, 'Busy.');
    expect(lines).toEqual([
      ['Away.', { n: 1 }],
      ['Busy.', { n: 2 }],
      ['Away.', { n: 4, more_since: 500 }],
      ['Busy.', { n: 5 }],
    ]);
  });
});
