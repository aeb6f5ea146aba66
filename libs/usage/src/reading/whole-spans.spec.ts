import { wholeSpans } from './whole-spans.js';

const at = (text: string): Date => new Date(`${text}:00Z`);

/** A Sunday. */
const now = at('2026-03-15T10:20');

const spansOf = (
  from: string,
  to: string,
  by: readonly string[] = ['agent'],
  isOfAll = false,
): string[][] => {
  const { days, weeks } = wholeSpans({ from: at(from), to: at(to), by, isOfAll }, now);
  return [days, weeks].map((one) =>
    [one.from, one.to].map((moment) => moment.toISOString().slice(0, 13)),
  );
};

describe(wholeSpans, () => {
  it('are the days of a stretch, and the weeks from Monday on', () => {
    expect(spansOf('2026-02-12T05:00', '2026-03-11T07:00')).toEqual([
      ['2026-02-13T00', '2026-03-11T00'],
      ['2026-02-16T00', '2026-03-09T00'],
    ]);
  });

  it('take in those that last on, where the stretch reaches to now', () => {
    expect(spansOf('2026-02-12T05:00', '2026-03-15T11:00')).toEqual([
      ['2026-02-13T00', '2026-03-16T00'],
      ['2026-02-16T00', '2026-03-16T00'],
    ]);
  });

  it.each([
    ['hours are told apart', '2026-02-12T05:00', '2026-03-11T07:00', ['hour', 'agent']],
    ['there are none', '2026-03-10T05:00', '2026-03-10T07:00', ['agent']],
    ['it begins in the day that lasts on', '2026-03-15T05:00', '2026-03-15T11:00', ['agent']],
  ])('are none where %s', (_what, from, to, by) => {
    const end = [to.slice(0, 13), to.slice(0, 13)];
    expect(spansOf(from, to, by)).toEqual([end, end]);
  });

  it.each([
    ['days are told apart', ['day'], false],
    ['agents are not', ['capability'], true],
  ])('are no weeks where %s', (_what, by, isOfAll) => {
    expect(spansOf('2026-02-12T05:00', '2026-03-11T07:00', by, isOfAll)).toEqual([
      ['2026-02-13T00', '2026-03-11T00'],
      ['2026-03-11T00', '2026-03-11T00'],
    ]);
  });
});
