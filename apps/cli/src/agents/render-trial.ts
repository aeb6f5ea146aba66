import type { AnswerOf } from '#client';

type Report = AnswerOf<'testConfiguration'>;
type Scenario = Report['scenarios'][number];

/** What came of a trial, for people: a line for each scenario, and what it cost. */
export function renderTrial(report: Report): string {
  const { scenarios, issues_found: issues, performance_metrics: metrics } = report;
  const passed = scenarios.filter(({ status }) => status === 'passed').length;
  const warnings = issues.filter(({ scenario }) => scenario === undefined);
  const cost = metrics.cost === 0 ? '' : `, ${String(metrics.cost)} ${metrics.currency}`;
  return [
    ...scenarios.map(renderScenario),
    ...warnings.map(({ field, message }) => `  ! ${[field, message].filter(Boolean).join(' ')}\n`),
    `${String(passed)} of ${String(scenarios.length)} passed, ${String(metrics.total_tokens_used)} tokens${cost}.\n`,
  ].join('');
}

function renderScenario(scenario: Scenario): string {
  const { name, status, execution_time_ms: ms, tool_calls: calls, error } = scenario;
  const tools = calls.map(({ tool, ran }) => (ran ? tool : `${tool} (not run)`));
  const said = scenario.response_preview.split('\n', 1)[0] ?? '';
  return [
    `${status === 'passed' ? 'ok   ' : 'FAILED'}  ${name}  ${String(ms)} ms`,
    ...(tools.length === 0 ? [] : [`         tools: ${tools.join(', ')}`]),
    ...(error === undefined ? [] : [`         ${error.code}: ${error.message}`]),
    ...(said === '' ? [] : [`         ${said.slice(0, 200)}`]),
    '',
  ].join('\n');
}
