import { tellTaint, type JsonObject, type ToolPolicy } from '#protocol';
import { ToolFault } from '../tool.errors.js';
import type { Tool } from '../tool.js';

/** What a policy needs to know of the turn that calls. */
export interface JudgedTurn {
  /** Calls of this tool that it made before. */
  readonly callsOfTool: number;
  /** It has read content from outside. */
  readonly isTainted: boolean;
  /** Names of the memories that tainted it, where nothing else did. */
  readonly recalled?: readonly string[] | undefined;
}

/**
 * Judges a call by the agent's policy for the tool. Gives why a person must allow it, or nothing when
 * nobody must. Pure: where it may go, how often and how many at a time is held elsewhere.
 *
 * @throws {ToolFault} TOOL_POLICY_DENIED, TOOL_CALLS_EXHAUSTED, TOOL_TAINTED
 */
export function judgeCall(
  tool: Tool,
  args: JsonObject,
  policy: ToolPolicy,
  turn: JudgedTurn,
): string | undefined {
  requireMethod(tool, args, policy);
  requireCallsLeft(tool, policy, turn);
  const taint = judgeTaint(tool, args, policy, turn);
  if (taint !== undefined) return taint;
  return policy.needs_approval === true
    ? "the agent's policy wants every call of it looked at"
    : undefined;
}

function requireMethod(tool: Tool, args: JsonObject, { methods }: ToolPolicy): void {
  const method = tool.methodOf?.(args);
  if (methods === undefined || method === undefined) return;
  if (methods.some((allowed) => allowed === method)) return;
  throw new ToolFault(
    'TOOL_POLICY_DENIED',
    `this agent may use ${tool.name} with ${methods.join(', ')} only, not with ${method}`,
  );
}

function requireCallsLeft(
  { name }: Tool,
  { max_calls_per_turn: most = Infinity }: ToolPolicy,
  { callsOfTool }: JudgedTurn,
): void {
  if (callsOfTool < most) return;
  throw new ToolFault(
    'TOOL_CALLS_EXHAUSTED',
    `this turn has made its ${String(most)} calls of ${name}; answer with what is known`,
  );
}

/**
 * Whoever wrote what a turn has read may have written it for the model. So nothing that cannot be undone
 * is done after it without a person, unless the agent's author says so. Source: security.md §4.9.
 */
function judgeTaint(
  tool: Tool,
  args: JsonObject,
  { on_taint: onTaint = 'approve' }: ToolPolicy,
  { isTainted, recalled }: JudgedTurn,
): string | undefined {
  const isUnsafe = (tool.safetyOf?.(args) ?? tool.safety) === 'unsafe';
  if (!isTainted || !isUnsafe || onTaint === 'allow') return undefined;
  const why = `it would change something after ${tellTaint(recalled)}`;
  if (onTaint === 'approve') return why;
  throw new ToolFault('TOOL_TAINTED', `${tool.name} is refused: ${why}`);
}
