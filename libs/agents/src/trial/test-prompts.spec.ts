import { testPrompts } from './test-prompts.js';

describe(testPrompts, () => {
  it('fills a template in with each set of values and says what is missing, extra and found', () => {
    const { template_valid: isValid, test_results: results } = testPrompts({
      system_prompt: 'x'.repeat(40),
      user_prompt_template: 'For {{name}}, in {{tone}}: {{request}} {{memory_context}}',
      parameters: { tone: 'brief' },
      test_data: [
        {
          variables: { name: 'Ann', request: 'Hi', colour: 'red' },
          expected_keywords: ['ann', 'Bob'],
        },
        { variables: { name: '{{request}}', tone: 'rude' } },
      ],
    });
    expect(isValid).toBe(true);
    expect(results[0]).toEqual({
      test_index: 0,
      rendered_prompt: 'For Ann, in brief: Hi ',
      template_variables_found: ['name', 'tone', 'request'],
      missing_variables: [],
      extra_variables: ['colour'],
      keyword_matches: ['ann'],
      missing_keywords: ['Bob'],
      prompt_length: 22,
      estimated_tokens: 16,
    });
    expect(results[1]?.rendered_prompt).toBe('For {{request}}, in brief:  ');
  });

  it('says where each name comes from, and where a template cannot be read', () => {
    const {
      template_analysis: analysis,
      errors,
      template_valid: isValid,
    } = testPrompts({
      user_prompt_template: '{{sender}} {{tone}} {{request}} {{#if}}',
      parameters: { tone: 'brief' },
      test_data: [{}],
    });
    expect(analysis.variables).toEqual([
      { name: 'sender', from: 'server' },
      { name: 'tone', from: 'parameters' },
      { name: 'request', from: 'message' },
    ]);
    expect(isValid).toBe(false);
    expect(errors).toEqual([expect.objectContaining({ field: 'user_prompt_template' })]);
  });

  it('shows giants by their beginnings, and says so', () => {
    const value = 'x'.repeat(20_000);
    const { errors, test_results: results } = testPrompts({
      user_prompt_template: '{{a}}'.repeat(20_000),
      test_data: [{ variables: { a: value } }, { variables: { a: 'y' } }],
    });
    expect(results.map(({ prompt_length: length }) => length)).toEqual([1_000_000, 20_000]);
    expect(errors).toEqual([
      expect.objectContaining({ field: 'test_data[0]', rule: 'max_length' }) as object,
    ]);
  });
});
