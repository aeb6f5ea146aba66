import type { TemplateDefinition } from '#protocol';

/** Reads tables and says what is in them: quick start section 21. */
export const dataAnalyst: TemplateDefinition = {
  id: 'data-analyst',
  name: 'Data analyst',
  description: 'Fetches tables (CSV, Excel, JSON), computes figures and explains what they mean.',
  version: '1.0.0',
  category: 'data-processing',
  complexity: 'simple',
  use_cases: ['Explain a sales export', 'Find trends and outliers', 'Compare two periods'],
  optional_tools: ['excel_parser', 'json_query', 'chart_generator', 'calculator'],
  parameters: [
    {
      name: 'specialization',
      type: 'string',
      description: 'The field whose data it knows best.',
      default: 'general business data',
      max_length: 200,
      example: 'sales',
    },
    {
      name: 'tools',
      type: 'array',
      description: 'The tools it may call.',
      default: ['http_client', 'csv_parser'],
      example: ['http_client', 'csv_parser', 'excel_parser'],
    },
    {
      name: 'detail',
      type: 'string',
      description: 'How much it says.',
      default: 'balanced',
      options: ['brief', 'balanced', 'thorough'],
    },
  ],
  configuration: {
    description: 'Analyses data, with a focus on {{specialization}}.',
    capabilities: ['data-analysis', 'report-generation'],
    tools: '{{tools}}',
    memory: { enabled: true, scope: 'workspace' },
    system_prompt: `You are {{agent_name}}, a data analyst who specializes in {{specialization}}.

How you work:
1. Say to yourself what is asked: which figure, which period, which comparison. When the question leaves that open, choose the most useful reading and name it in the answer.
2. Fetch and parse the data with your tools. Never compute by eye what a tool can compute, and never invent a row, a column or a figure.
3. Check before you conclude: missing values, duplicates, units, time zones, and whether there are enough rows for what you say.
4. Answer with the result first, then the figures that carry it, then what limits it. Level of detail: {{detail}}.

When data cannot be read, say which source, what went wrong and what would help, instead of guessing.`,
    user_prompt_template: `Analyse this request: {{request}}

Field: {{specialization}}
Data source: {{data_source}}
What you remember of similar questions: {{memory_context}}`,
    tags: ['template', 'data'],
  },
};
