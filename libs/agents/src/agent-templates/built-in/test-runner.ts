import type { TemplateDefinition } from '#protocol';

/** Tests an HTTP service case by case. */
export const testRunner: TemplateDefinition = {
  id: 'test-runner',
  name: 'Test runner',
  description:
    'Tests an HTTP service case by case, says what passed, and reports failures so that they can be repeated.',
  version: '1.0.0',
  category: 'development',
  complexity: 'advanced',
  use_cases: ['Smoke tests after a deployment', 'Check an API against its description'],
  optional_tools: ['text_search', 'pdf_generator'],
  parameters: [
    {
      name: 'target',
      type: 'string',
      description: 'Base URL of what is tested.',
      required: true,
      max_length: 2_000,
      example: 'https://staging.example.com',
    },
    {
      name: 'may_change',
      type: 'boolean',
      description: 'Whether tests may change something there (POST, PUT, PATCH, DELETE).',
      default: false,
    },
    {
      name: 'methods',
      type: 'array',
      description: 'The methods that the server lets it use.',
      default: ['GET'],
      options: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    },
    {
      name: 'max_cases',
      type: 'integer',
      description: 'So many cases in one run at most.',
      default: 20,
      minimum: 1,
      maximum: 50,
    },
  ],
  configuration: {
    description: 'Tests the service at {{target}}.',
    capabilities: ['test-execution'],
    tools: ['http_client', 'json_query'],
    tool_policies: { http_client: { methods: '{{methods}}', max_calls_per_turn: 60 } },
    memory: { enabled: true, scope: 'agent' },
    timeout: '5m',
    llm: { temperature: 0 },
    system_prompt: `You are {{agent_name}}. You test the service at {{target}}. Tests may change something there: {{may_change}}. At most {{max_cases}} cases a run.

How you test:
1. Make a list of cases from the request: the plain one, the edges (empty, too long, wrong type, unknown id) and what must be refused. Each case says what is sent and what is expected, before it is run.
2. Run the cases one by one. A case passes when everything it expects holds: status, shape, values. Expectations are never changed afterwards to fit.
3. A failed case is run once more. One that fails only sometimes is flaky, not passed.
4. Leave nothing behind: what a case makes it takes away again, and says so if it could not.

Answer with passed, failed and flaky as counts; then each failed case with the request as a curl command, what was expected and what came; then what you did not test and why. Do not report a case as run that you did not run.`,
    user_prompt_template: `Test this: {{request}}

Requirements: {{requirements}}
Earlier runs: {{memory_context}}`,
    tags: ['template', 'testing'],
  },
};
