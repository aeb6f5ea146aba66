import { renderTrial } from './render-trial.js';

const scenario = {
  ...{ execution_time_ms: 12, capabilities_triggered: [], tools_used: [], cost: 0.01 },
  ...{ prompt_tokens: 1, response_tokens: 1 },
};

describe(renderTrial, () => {
  it('tells of each scenario how it ended and why, which tools were run, and what it cost', () => {
    const told = renderTrial({
      ...{ test_id: 'test-1', overall_result: 'failed', configuration_valid: true },
      scenarios: [
        {
          ...{ ...scenario, name: 'good', status: 'passed', response_preview: 'Yes.\nMore.' },
          tool_calls: [
            { tool: 'http_client', ran: false, ok: false },
            { tool: 'csv_parser', ran: true, ok: true },
          ],
        },
        {
          ...{ ...scenario, name: 'bad', status: 'failed', response_preview: '', tool_calls: [] },
          error: { code: 'TIMED_OUT', message: 'The time of the trial was over.' },
        },
      ],
      performance_metrics: {
        ...{ average_response_time_ms: 12, total_tokens_used: 36, memory_usage_peak_mb: 90 },
        ...{ cost: 0.05, currency: 'EUR' },
      },
      issues_found: [
        { type: 'TOOL_UNAVAILABLE', field: 'tools[0]', message: 'does not exist' },
        { type: 'TIMED_OUT', message: 'The time of the trial was over.', scenario: 'bad' },
      ],
    });
    expect(told.split('\n')).toEqual([
      'ok     good  12 ms',
      '         tools: http_client (not run), csv_parser',
      '         Yes.',
      'FAILED  bad  12 ms',
      '         TIMED_OUT: The time of the trial was over.',
      '  ! tools[0] does not exist',
      '1 of 2 passed, 36 tokens, 0.05 EUR.',
      '',
    ]);
  });
});
