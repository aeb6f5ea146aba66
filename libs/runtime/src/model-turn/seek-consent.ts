import { parseDuration, type JsonObject, type JsonValue, type ToolPolicy } from '#protocol';
import type { ModelToolCall } from '#llm';
import type { ApprovalWanted } from '#messaging';
import type { ToolGrant } from '#tools';
import { askedBy } from '../journal/asked-by.js';
import type { PlacedStep } from '../journal/step-line.js';
import { askCapabilityName, askCapabilityOffer } from '../outgoing/ask-capability-tool.js';
import { sendMessageName, sendMessageOffer } from '../outgoing/send-message-tool.js';
import { approvalTimeoutMs } from '../suspend/approval-timeout.js';
import type { Consent, People } from '../suspend/people.js';
import { isMessageTool } from '../outgoing/message-tools.js';
import { policyOf, whyAskAboutMessage } from './message-policy.js';
import type { TurnTools } from './turn-tools.js';

/** What calls are judged by. */
export interface ConsentKit {
  readonly people: People;
  readonly tools: TurnTools;
  readonly policies: Readonly<Record<string, ToolPolicy>>;
}

/** Whether a policy has people look at every call of a tool; others need them only after outside content. */
export function needsPeople({ policies }: Pick<ConsentKit, 'policies'>, name: string): boolean {
  return policyOf(policies, name)?.needs_approval === true;
}

/**
 * Asks people about a call that needs their consent, before anything of it is announced or made. Nothing:
 * nobody must be asked, or it will be refused in any case. Suspends the turn until somebody has decided.
 */
export async function seekConsent(
  kit: ConsentKit,
  call: ModelToolCall,
  step: PlacedStep,
  grant: ToolGrant,
): Promise<Consent | undefined> {
  const why = reasonToAsk(kit, call, step, grant);
  if (why === undefined) return undefined;
  const timeout = policyOf(kit.policies, call.name)?.approval_timeout;
  const { requestHash, formerHash } = askedBy(step);
  const wanted: ApprovalWanted = {
    kind: 'tool',
    name: call.name,
    requestHash,
    arguments: (call.arguments ?? {}) as JsonValue,
    schema: schemaOf(kit, call.name),
    why,
    timeoutMs: timeout === undefined ? approvalTimeoutMs : parseDuration(timeout),
  };
  return kit.people.ask(wanted, formerHash);
}

function reasonToAsk(
  kit: ConsentKit,
  { id, name, arguments: args }: ModelToolCall,
  { key }: PlacedStep,
  grant: ToolGrant,
): string | undefined {
  if (isMessageTool(name)) {
    return whyAskAboutMessage(kit.policies, { name, grant });
  }
  return kit.tools.needsApproval({ id, name, arguments: args, idempotencyKey: key }, grant);
}

function schemaOf({ tools }: ConsentKit, name: string): JsonObject | undefined {
  if (name === sendMessageName) return sendMessageOffer.parameters;
  if (name === askCapabilityName) return askCapabilityOffer.parameters;
  return tools.offers([name])[0]?.parameters;
}
