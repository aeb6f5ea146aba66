import type { TrialReport } from '#protocol';
import type { ScenarioOutcome, TrialFault } from './scenario-outcome.js';
import type { TrialRow } from './trial.repository.js';

/** In what money is told: how many units of a cost make one of the currency. */
export interface TrialMoney {
  readonly unit: number;
  readonly currency: string;
}

type Ended = Pick<TrialRow, 'request' | 'outcomes' | 'memory_mb' | 'why'>;

/** Why a scenario has no outcome. */
const reasons: Readonly<Record<string, string>> = {
  NO_WORKER:
    'No worker took the trial in its time. Is one running that serves a capability of the configuration?',
  WORKER_LOST:
    'The worker that ran the trial is gone. It is not run again: its tools may have had their effect.',
  TIMED_OUT: 'The time of the trial was over.',
  CANCELLED: 'Whoever wanted the trial has gone.',
  WORKER_STOPPED: 'The worker that ran the trial was stopped.',
};

/** What came of a trial, for the wire. */
export function reportTrial(id: string, trial: Ended, money: TrialMoney): TrialReport {
  const { request, outcomes } = trial;
  const scenarios = request.scenarios.map(({ name }, index) => {
    const outcome = outcomes.find((one) => one.index === index) ?? without(index, trial.why);
    return viewScenario(name, outcome, money);
  });
  const times = outcomes.map(({ durationMs }) => durationMs);
  const tokens = outcomes.map((one) => one.tokens.input + one.tokens.output);
  const isPassed = scenarios.every(({ status }) => status === 'passed');
  return {
    test_id: id,
    overall_result: isPassed ? 'passed' : 'failed',
    configuration_valid: true,
    scenarios,
    performance_metrics: {
      average_response_time_ms: Math.round(sum(times) / Math.max(1, times.length)),
      total_tokens_used: sum(tokens),
      memory_usage_peak_mb: trial.memory_mb,
      cost: sum(outcomes.map(({ cost }) => cost)) / money.unit,
      currency: money.currency,
    },
    issues_found: [
      ...request.issues,
      ...scenarios.flatMap(({ name, error }) =>
        error === undefined ? [] : [{ type: error.code, message: error.message, scenario: name }],
      ),
    ],
  };
}

function viewScenario(
  name: string,
  outcome: ScenarioOutcome,
  { unit }: TrialMoney,
): TrialReport['scenarios'][number] {
  const { calls, tokens, model, error } = outcome;
  return {
    name,
    status: error === undefined ? 'passed' : 'failed',
    execution_time_ms: outcome.durationMs,
    capabilities_triggered: [...outcome.capabilities],
    tools_used: [...new Set(calls.map(({ tool }) => tool))],
    tool_calls: [...calls],
    response_preview: outcome.preview,
    prompt_tokens: tokens.input,
    response_tokens: tokens.output,
    cost: outcome.cost / unit,
    ...(model === undefined ? {} : { model }),
    ...(error === undefined ? {} : { error }),
  };
}

function without(index: number, why: string | null): ScenarioOutcome {
  const code = why ?? 'TIMED_OUT';
  const error: TrialFault = { code, message: reasons[code] ?? code };
  const none = { capabilities: [], calls: [], preview: '', cost: 0 };
  return { index, durationMs: 0, tokens: { input: 0, output: 0 }, ...none, error };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
