import type { DelegationRule, JsonObject, JsonValue, Performative } from '#protocol';
import type { Subscriber } from '#agents';
import { readExpression } from '#tools';
import type { Turn } from '#messaging';
import type { Answer } from '../answer/compose-reply.js';

/** What a rule makes of an answer. */
interface Said {
  readonly performative: Performative;
  readonly content: JsonObject;
}

/** A message that follows from an answer. */
export interface Delegation extends Said {
  /** Which rule says so: its place in the configuration, `on_reply[0]`. */
  readonly rule: string;
  readonly to: string;
}

/** A message to an agent that listens to such answers. */
export interface Publication extends Said {
  readonly subscriber: Subscriber;
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
    const said = follow(rule, answer, told);
    return said === undefined ? [] : [{ rule: `on_reply[${index}]`, to: rule.to, ...said }];
  });
}

/** Who is told of an answer: each agent once, by the first of its subscriptions that applies. */
export function decidePublications(
  subscribers: readonly Subscriber[],
  answer: Answer,
  asked: Turn['message'],
): Publication[] {
  if (subscribers.length === 0) return [];
  const told = tell(answer, asked);
  const publications = new Map<string, Publication>();
  for (const subscriber of subscribers) {
    const { name } = subscriber.agent;
    const said = publications.has(name) ? undefined : follow(subscriber.rule, answer, told);
    if (said !== undefined) publications.set(name, { subscriber, ...said });
  }
  return [...publications.values()];
}

/** Nothing when the rule does not apply. */
function follow(rule: DelegationRule, answer: Answer, told: Told): Said | undefined {
  if (!applies(rule, answer, told)) return undefined;
  return { performative: rule.performative ?? 'request', content: compose(rule, told) };
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
