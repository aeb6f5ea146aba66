import { tellTaint, type ToolPolicy } from '#protocol';
import type { ToolGrant } from '#tools';
import type { Told } from '../journal/kept-call.js';
import { askCapabilityName } from '../outgoing/ask-capability-tool.js';
import { isMessageTool } from '../outgoing/message-tools.js';
import { sendMessageName } from '../outgoing/send-message-tool.js';
import type { PlacedCall } from './placed-call.js';
import { refused } from './told.js';
import type { ToolHandKit } from './tool-hand-kit.js';

type Policies = Readonly<Record<string, ToolPolicy>>;
type Grant = Pick<ToolGrant, 'isTainted' | 'recalled'>;

/**
 * The policy of a tool. Who asks sends messages: what is set for `send_message` holds for `ask_capability` too, key
 * by key, where it has nothing of its own.
 */
export function policyOf(policies: Policies, name: string): ToolPolicy | undefined {
  const own = Object.hasOwn(policies, name) ? policies[name] : undefined;
  return name === askCapabilityName ? { ...policies[sendMessageName], ...own } : own;
}

/**
 * Why a call must not send messages. Nothing: it may, perhaps after a person has looked at it, or it is none that
 * does. Tools are judged where they are executed; these are not.
 */
export function refuseMessage(
  { policies, taint, outbox }: Pick<ToolHandKit, 'policies' | 'taint' | 'outbox'>,
  { call: { name }, before }: PlacedCall,
): Told | undefined {
  if (outbox === undefined || !isMessageTool(name)) return undefined;
  const { max_calls_per_turn: most = Infinity, on_taint: onTaint } = policyOf(policies, name) ?? {};
  if (before.callsOfTool >= most) {
    const why = `this turn has made its ${String(most)} calls that send messages; answer with what is known`;
    return refused('TOOL_CALLS_EXHAUSTED', why);
  }
  if (!taint.isTainted || onTaint !== 'deny') return undefined;
  return refused('TOOL_TAINTED', `${name} is refused: ${afterTaint(taint.recalled)}`);
}

const afterTaint = (recalled: readonly string[] | undefined): string =>
  `it would pass on work after ${tellTaint(recalled)}`;

/** Why a person must look at a message first. Taint goes along with it, so that by itself is no reason. */
export function whyAskAboutMessage(
  policies: Policies,
  { name, grant }: { readonly name: string; readonly grant: Grant },
): string | undefined {
  const { needs_approval: always, on_taint: onTaint } = policyOf(policies, name) ?? {};
  if (grant.isTainted === true && onTaint === 'approve') return afterTaint(grant.recalled);
  return always === true ? "the agent's policy wants every message looked at" : undefined;
}
