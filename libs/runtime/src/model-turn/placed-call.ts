import type { JsonValue } from '#protocol';
import type { ModelToolCall } from '#llm';
import { notingTools } from '#tools';
import { preview } from '../answer/preview.js';
import type { Safety, StepDecision } from '../journal/decide-step.js';
import type { PlacedStep } from '../journal/step-line.js';
import { askCapabilityName } from '../outgoing/ask-capability-tool.js';
import { sendMessageName } from '../outgoing/send-message-tool.js';
import type { CallsBefore } from './turn-record.js';

/** A call that the model wants, its place in the turn, and what is to be done about it. */
export interface PlacedCall {
  readonly call: ModelToolCall;
  readonly step: PlacedStep;
  readonly safety: Safety;
  readonly decision: StepDecision;
  readonly before: CallsBefore;
  /** People allowed it. */
  readonly isAllowed?: true;
  /** Its arguments are those of a person, who edited what the model asked for. */
  readonly isEdited?: true;
}

/** The call as people allowed it, with their arguments if they edited it. Its step stays that of what the model asked for. */
export function allowed(placed: PlacedCall, edit: JsonValue | undefined): PlacedCall {
  if (edit === undefined) return { ...placed, isAllowed: true };
  const call = { ...placed.call, arguments: edit };
  const step = { ...placed.step, arguments: preview(edit) };
  return { ...placed, call, step, isAllowed: true, isEdited: true };
}

/** Messages and memories are gathered, and leave when the turn is committed. */
export function leavesWithCommit({ name }: ModelToolCall): boolean {
  return name === sendMessageName || name === askCapabilityName || notingTools.has(name);
}

/** What an earlier attempt came to stands. */
export function isReplayed({ decision, step }: PlacedCall): boolean {
  return decision === 'replay' || step.known?.state === 'unknown';
}
