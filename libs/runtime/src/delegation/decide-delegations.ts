import type { DelegationRule, JsonObject, JsonValue, Performative } from '#protocol';
import { readExpression } from '#tools';
import type { Turn } from '#messaging';
import type { Answer } from '../answer/compose-reply.js';

/** A message that follows from an answer. */
export interface Delegation {
  /** Which rule says so: its place in the configuration, `on_reply[0]`. */
  readonly rule: string;
  readonly to: string;
  readonly performative: Performative;
  readonly content: JsonObject;
}

/** Answers that say that there is no result. A rule follows them only when it says so. */
const withoutResult: ReadonlySet<Performative> = new Set([
  'refuse',
  'failure',
  'not_understood',
  'reject_proposal',
]);

/** What the rules of an agent make of its answer to a message, in their order. */
export function decideDelegations(
  rules: readonly DelegationRule[],
  answer: Answer,
  asked: Turn['message'],
): Delegation[] {
  if (rules.length === 0) return [];
  const told = tell(answer, asked);
  return rules.flatMap((rule, index) => {
    const { to, performative = 'request' } = rule;
    if (!applies(rule, answer, told)) return [];
    return [{ rule: `on_reply[${index}]`, to, performative, content: compose(rule, told) }];
  });
}

/** What expressions see. */
interface Told {
  readonly [name: string]: JsonValue;
  readonly content: JsonObject;
  readonly artifacts: JsonValue;
}

function tell({ performative, content, metadata }: Answer, asked: Turn['message']): Told {
  const request = {
    performative: asked.performative,
    sender: asked.sender,
    capability: asked.capability ?? null,
    content: asked.content,
  };
  return { performative, content, artifacts: metadata['artifacts'] ?? [], request };
}

function applies({ when }: DelegationRule, { performative }: Answer, told: Told): boolean {
  if (when === undefined) return !withoutResult.has(performative);
  return readExpression(when).holds(told);
}

/** What finds nothing is left out. */
function compose({ content }: DelegationRule, told: Told): JsonObject {
  if (content === undefined) return withFiles(told);
  const found = Object.entries(content)
    .map(([name, text]) => [name, readExpression(text).find(told)] as const)
    .filter(([, value]) => value !== null);
  return Object.fromEntries(found);
}

/** The content of the answer, and the files that it names beside it. */
function withFiles({ content, artifacts }: Told): JsonObject {
  const hasFiles = Array.isArray(artifacts) && artifacts.length > 0;
  return hasFiles && content['artifacts'] === undefined ? { ...content, artifacts } : content;
}
