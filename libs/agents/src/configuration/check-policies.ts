import type { FieldError, ToolPolicy } from '#protocol';
import type { Tool } from '#tools';
import type { DeployedConfiguration } from './configuration.js';

/** What of a tool decides which parts of a policy bear on it. */
export type KnownTool = Pick<
  Tool,
  'name' | 'source' | 'safety' | 'safetyOf' | 'methodOf' | 'readsOutside' | 'readsOutsideOf'
>;

type PolicyKey = keyof ToolPolicy;

/** Messages to other agents leave with the commit of their turn: nothing runs that could be counted by the minute. */
const ofMessages: readonly PolicyKey[] = [
  ...(['max_calls_per_turn', 'needs_approval', 'approval_timeout', 'on_taint'] as const),
];

/** The tools by which every agent talks to others, without naming them. */
export const messageTools: ReadonlySet<string> = new Set(['send_message', 'ask_capability']);

/**
 * Keys of policies that could never bear on their tool: a limit that is silently ignored is none. Of a tool that
 * is not here nothing is known, which is a warning anyway.
 */
export function findIdlePolicies(
  { tool_policies: policies = {} }: DeployedConfiguration,
  tools: readonly KnownTool[],
): FieldError[] {
  return Object.entries(policies).flatMap(([name, policy]) => {
    const bearing = messageTools.has(name)
      ? ofMessages
      : keysOf(tools.find((tool) => tool.name === name));
    if (bearing === undefined) return [];
    return Object.keys(policy)
      .filter((key) => !bearing.some((known) => known === key))
      .map((key) => ({
        field: `tool_policies.${name}.${key}`,
        rule: 'allowed',
        message: `has no meaning for ${name}; its policy may have ${bearing.join(', ')}`,
        allowed: [...bearing],
      }));
  });
}

function keysOf(tool: KnownTool | undefined): PolicyKey[] | undefined {
  if (tool === undefined) return undefined;
  const reaches = tool.readsOutside === true || tool.readsOutsideOf !== undefined;
  // What others registered may be registered anew, and change something then.
  const isOurs = (tool.source ?? 'builtin') === 'builtin';
  const mayChange = !isOurs || tool.safety === 'unsafe' || tool.safetyOf !== undefined;
  return [
    ...(reaches ? (['domains'] as const) : []),
    ...(tool.methodOf === undefined ? [] : (['methods'] as const)),
    ...(['rate_per_minute', 'max_concurrency', 'max_calls_per_turn'] as const),
    ...(['needs_approval', 'approval_timeout'] as const),
    ...(mayChange ? (['on_taint'] as const) : []),
  ];
}
