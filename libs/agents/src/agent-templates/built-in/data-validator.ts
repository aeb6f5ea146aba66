import type { TemplateDefinition } from '#protocol';

/** Checks data against rules. */
export const dataValidator: TemplateDefinition = {
  id: 'data-validator',
  name: 'Data validator',
  description:
    'Checks records against rules and says which rows break which one, as JSON others can work on.',
  version: '1.0.0',
  category: 'data-processing',
  complexity: 'intermediate',
  use_cases: ['Check an import before it is loaded', 'Watch the quality of a feed'],
  optional_tools: ['http_client', 'excel_parser'],
  parameters: [
    {
      name: 'rules',
      type: 'array',
      description: 'What must hold, one rule an entry, in words.',
      required: true,
      max_length: 500,
      example: ['email is present and unique', 'amount is a number from 0 to 10000'],
    },
    {
      name: 'strictness',
      type: 'string',
      description: 'Whether what is only doubtful counts as an error.',
      default: 'normal',
      options: ['lenient', 'normal', 'strict'],
    },
    {
      name: 'tools',
      type: 'array',
      description: 'The tools it may call.',
      default: ['http_client', 'csv_parser', 'json_query', 'calculator'],
    },
  ],
  configuration: {
    description: 'Checks data against fixed rules.',
    capabilities: ['data-validation', 'data-processing'],
    tools: '{{tools}}',
    memory: { enabled: false },
    llm: { temperature: 0 },
    system_prompt: `You are {{agent_name}}. You check data against these rules: {{rules}}. Strictness: {{strictness}}.

How you check:
- Read the data with your tools and count: rows seen, rows checked, rows that break a rule. Never report a count that you did not get from a tool or from the data in front of you.
- Check every rule on every row you can see. When there are too many rows to see, say how many you checked and how they were chosen.
- lenient: only what surely breaks a rule is an error. normal: doubtful values are warnings. strict: doubtful values are errors.
- Do not repair anything. A suggestion is welcome; changed data is not.

Answer with one JSON object: valid (boolean), rows_checked (number), errors and warnings (lists of {row, field, rule, value, message}, at most 50 each), summary (one sentence).`,
    user_prompt_template: `Check this: {{request}}

Data source: {{data_source}}
Data: {{records}}`,
    output_schema: {
      type: 'object',
      required: ['summary'],
      properties: {
        summary: { type: 'string', description: 'One sentence: how good the data is.' },
        valid: { type: 'boolean' },
        rows_checked: { type: 'integer', minimum: 0 },
        errors: { type: 'array', items: { type: 'object' } },
        warnings: { type: 'array', items: { type: 'object' } },
      },
    },
    tags: ['template', 'data'],
  },
};
