import type { ToolPolicy } from '#protocol';
import { findIdlePolicies, type KnownTool } from './check-policies.js';
import { composeConfiguration } from './compose-configuration.js';

const tools: KnownTool[] = [
  {
    ...{ name: 'http_client', safety: 'read_only', readsOutside: true },
    ...{ safetyOf: () => 'unsafe', methodOf: () => 'POST' },
  },
  { name: 'csv_parser', safety: 'read_only', readsOutsideOf: () => true },
  { name: 'calculator', safety: 'read_only' },
  { name: 'crm__charge', source: 'mcp', safety: 'unsafe', readsOutside: true },
  { name: 'crm__look', source: 'mcp', safety: 'read_only', readsOutside: true },
];

const everything: ToolPolicy = {
  ...{ domains: ['example.com'], methods: ['GET'], rate_per_minute: 5, max_concurrency: 1 },
  ...{ max_calls_per_turn: 3, needs_approval: true, approval_timeout: '1h', on_taint: 'deny' },
};

function idleOf(name: string): string[] {
  const fields = { name: 'Clerk', capabilities: ['filing'], system_prompt: 'You file.' };
  const body = { ...fields, tool_policies: { [name]: everything } };
  const { configuration } = composeConfiguration(undefined, body, 'configuration');
  return findIdlePolicies(configuration, tools).map(({ field }) => field);
}

describe(findIdlePolicies, () => {
  it.each([
    ['http_client', []],
    ['csv_parser', ['methods', 'on_taint']],
    ['calculator', ['domains', 'methods', 'on_taint']],
    ['crm__charge', ['methods']],
    ['crm__look', ['methods']],
    ['send_message', ['domains', 'methods', 'rate_per_minute', 'max_concurrency']],
    ['ask_capability', ['domains', 'methods', 'rate_per_minute', 'max_concurrency']],
    ['not_here', []],
  ])('names what never bears on %s: %j', (name, keys) => {
    expect(idleOf(name)).toEqual(keys.map((key) => `tool_policies.${name}.${key}`));
  });
});
