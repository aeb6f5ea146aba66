import type { JsonValue } from '#protocol';
import type { ModelToolCall } from '#llm';
import type { Told } from '../journal/kept-call.js';
import { askedBy } from '../journal/asked-by.js';
import type { PlacedStep } from '../journal/step-line.js';
import { askCapabilityName, readQuestion } from '../outgoing/ask-capability-tool.js';
import { NotSendable } from '../outgoing/outgoing.errors.js';
import { sendMessageName } from '../outgoing/send-message-tool.js';
import type { Question } from '../outgoing/question.js';
import type { Asking } from '../suspend/asking.js';
import { refused } from './told.js';

/** Whether a call waits for what other agents answer. */
export function asksOthers({ name, arguments: args }: ModelToolCall): boolean {
  return name === askCapabilityName || (name === sendMessageName && isWaiting(args));
}

/** Puts the question of a call, and tells what came of it. Suspends the turn until it is joined. */
export async function askOthers(
  asking: Asking,
  call: ModelToolCall,
  step: PlacedStep,
): Promise<Told> {
  try {
    const { requestHash, formerHash } = askedBy(step);
    const joined = await asking.ask({ ...questionOf(call), requestHash }, formerHash);
    return { ok: true, value: joined as unknown as JsonValue };
  } catch (error) {
    if (!(error instanceof NotSendable)) throw error;
    return refused(error.code, error.message, error.details);
  }
}

function questionOf({ name, arguments: args }: ModelToolCall): Omit<Question, 'requestHash'> {
  if (name === askCapabilityName) return readQuestion(args);
  const { capability, wait: _wait, reply_to: _replyTo, ...rest } = args as Record<string, unknown>;
  return readQuestion({ ...rest, capabilities: [capability] });
}

function isWaiting(args: unknown): boolean {
  return typeof args === 'object' && args !== null && 'wait' in args && args.wait === true;
}
