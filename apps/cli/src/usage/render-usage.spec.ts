import type { AnswerOf } from '#client';
import { renderUsage } from './render-usage.js';

const usage = {
  ...{ from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z', currency: 'EUR' },
  group_by: ['agent', 'day'],
  groups: [],
} as AnswerOf<'getUsage'>;

it('tells what happened by what it is told apart by, in the currency of the server', () => {
  const figures = {
    messages: { accepted: 5, completed: 3, failed: 1, expired: 1, cancelled: 0 },
    ...{ turns: 4, success_rate: 0.6, avg_response_time: '1.5s', cost: 0.25 },
    conversations: { begun: 7, ended: 0 },
    tokens: { input: 10, output: 20 },
  };
  const group = { key: { agent: 'A', day: null }, figures };
  const shown = renderUsage({ ...usage, groups: [group] } as unknown as AnswerOf<'getUsage'>);
  expect(shown).toBe(
    [
      'From 2026-11-01T00:00:00Z to 2026-11-02T00:00:00Z, cost in EUR:',
      '',
      'AGENT  DAY  CONVERSATIONS  ACCEPTED  COMPLETED  FAILED  TURNS  AVG TIME  TOKENS IN  TOKENS OUT  COST',
      'A      -    7              5         3          2       4      1.5s      10         20          0.25',
      '',
    ].join('\n'),
  );
});

it('says when nothing happened', () => {
  expect(renderUsage(usage)).toContain('Nothing happened.');
});
