import { judgeAnswer } from './judge-answer.js';

const got = {
  capabilities: ['analysis'],
  calls: [{ tool: 'csv_parser', ran: false, ok: false }],
  answer: 'There are 144 Months.',
};

describe(judgeAnswer, () => {
  it('finds nothing to say of an answer that has all that is expected, called tools included', () => {
    const scenario = {
      ...{ expected_capabilities: ['analysis'], expected_tools: ['csv_parser'] },
      expected_keywords: ['144 months'],
    };
    expect(judgeAnswer(scenario, got)).toBeUndefined();
    expect(judgeAnswer({}, got)).toBeUndefined();
  });

  it('names everything that is missing', () => {
    const scenario = {
      ...{ expected_capabilities: ['analysis', 'reports'], expected_tools: ['http_client'] },
      expected_keywords: ['years', '144'],
    };
    expect(judgeAnswer(scenario, got)).toEqual({
      code: 'EXPECTATION_FAILED',
      message:
        "Expected, and not found: the capability 'reports', the tool 'http_client', the word 'years'.",
    });
  });
});
