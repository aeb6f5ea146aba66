import { reportTrial } from './report-trial.js';
import type { ScenarioOutcome } from './scenario-outcome.js';

const money = { unit: 1_000_000_000, currency: 'EUR' };
const outcome: ScenarioOutcome = {
  ...{ index: 0, durationMs: 120, capabilities: ['analysis'], preview: '144 months' },
  calls: [true, false].map((ran) => ({ tool: 'csv_parser', ran, ok: ran })),
  ...{ tokens: { input: 20, output: 4 }, cost: 2_000_000, model: 'openai/one' },
};
const trial = {
  request: {
    ...{ configuration: {}, allowTools: [] },
    scenarios: ['first', 'second'].map((name) => ({ name, input: 'it' })),
    issues: [{ type: 'TOOL_UNAVAILABLE', field: 'tools[0]', message: 'is not there' }],
  },
  ...{ outcomes: [outcome], memory_mb: 90, why: null },
};

describe(reportTrial, () => {
  it('adds up what all scenarios took and cost', () => {
    const outcomes = [outcome, { ...outcome, index: 1, durationMs: 80 }];
    const report = reportTrial('test-1', { ...trial, outcomes }, money);
    expect(report).toMatchObject({
      ...{ test_id: 'test-1', overall_result: 'passed' },
      scenarios: [{ name: 'first', status: 'passed', tools_used: ['csv_parser'], cost: 0.002 }, {}],
      performance_metrics: {
        ...{ average_response_time_ms: 100, total_tokens_used: 48, memory_usage_peak_mb: 90 },
        ...{ cost: 0.004, currency: 'EUR' },
      },
      issues_found: trial.request.issues,
    });
  });

  it.each(['NO_WORKER', 'WORKER_LOST', 'TIMED_OUT', 'CANCELLED', 'WORKER_STOPPED'])(
    'fails scenarios that never ended and says why: %s',
    (why) => {
      const report = reportTrial('test-1', { ...trial, why }, money);
      expect(report.overall_result).toBe('failed');
      expect(report.scenarios.map(({ status }) => status)).toEqual(['passed', 'failed']);
      expect(report.issues_found.at(-1)).toMatchObject({ type: why, scenario: 'second' });
      expect(report.scenarios[1]?.error?.message).toMatch(/^[A-Z].+\.$|\?$/);
    },
  );

  it('takes the time for over where nobody says otherwise', () => {
    const report = reportTrial('test-1', trial, money);
    expect(report.scenarios[1]?.error).toMatchObject({ code: 'TIMED_OUT' });
  });
});
