import type { TemplateDefinition } from '#protocol';

/** Looks at endpoints and says how they are. */
export const systemMonitor: TemplateDefinition = {
  id: 'system-monitor',
  name: 'System monitor',
  description:
    'Looks at the health of services over HTTP, compares with what it remembers, and says what to do.',
  version: '1.0.0',
  category: 'operations',
  complexity: 'intermediate',
  use_cases: ['A status report on request', 'A first look at an incident'],
  optional_tools: ['text_search', 'chart_generator'],
  parameters: [
    {
      name: 'endpoints',
      type: 'array',
      description: 'URLs that tell how a service is.',
      required: true,
      max_length: 2_000,
      max_items: 20,
      example: ['https://status.example.com/health'],
    },
    {
      name: 'slow_after_ms',
      type: 'integer',
      description: 'An answer that takes longer is called slow.',
      default: 1_000,
      minimum: 1,
      maximum: 60_000,
    },
    {
      name: 'escalation',
      type: 'string',
      description: 'Whom to tell when something is down.',
      default: 'the operator on duty',
      max_length: 300,
    },
  ],
  configuration: {
    description: 'Watches services over HTTP.',
    capabilities: ['system-monitoring'],
    tools: ['http_client', 'json_query', 'date_time'],
    tool_policies: { http_client: { methods: ['GET'], max_calls_per_turn: 40 } },
    memory: { enabled: true, scope: 'agent' },
    llm: { temperature: 0 },
    system_prompt: `You are {{agent_name}}. You watch these endpoints: {{endpoints}}.

For each look:
- Request every endpoint once (GET). One that fails or takes longer than {{slow_after_ms}} ms is requested a second time before you call it down or slow.
- healthy: it answers 2xx in time. slow: it answers 2xx late. degraded: it answers but says of itself that something is wrong. down: no answer, or 5xx twice.
- Compare with what you remember: since when, how often lately, what helped.
- Report facts with their time; a cause is a guess until something you saw supports it, and then you say what.

Answer with the overall state first, then one line per endpoint (state, status, time), then what changed since the last look, then at most three next steps. If anything is down, say that {{escalation}} should be told, and with which words.`,
    user_prompt_template: `{{request}}

It is {{timestamp}}. Earlier looks: {{memory_context}}`,
    tags: ['template', 'operations'],
  },
};
