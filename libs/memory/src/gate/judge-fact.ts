import { isEphemeral } from './ephemera.js';
import { findPersonalData } from './personal-data.js';
import { holdsSecret } from './secrets.js';

/** A fact that wants into memory, not yet judged. */
export interface CandidateFact {
  /** The name of what it is about. */
  readonly subject: string;
  /** What kind of thing that is; what is known of it counts more. */
  readonly type: string;
  readonly content: string;
  /** The question it answers: a later fact with the same one takes its place. */
  readonly predicate?: string | undefined;
  /** 0 to 1. */
  readonly confidence: number;
}

/** What the gate says to a fact. */
export type Verdict =
  | { readonly kind: 'accepted' }
  /** People are to look at it before it counts. */
  | { readonly kind: 'review'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** What an agent's configuration says of what may be remembered. */
export interface GateRules {
  /** Texts that no memory may hold, in any case. */
  readonly excluded: readonly string[];
}

const shortest = 10;
const fewestWords = 2;
const longest = 2_000;
/** A fact that its own source is less sure of than this is not worth people's time. */
const leastConfidence = 0.3;
/** Below this people decide. */
const sureEnough = 0.5;

/**
 * Whether a fact may be remembered. Secrets, account and identity numbers never are; what is too short,
 * too long, of the moment or excluded by the agent is not; contact data and doubtful facts wait for
 * people.
 */
export function judgeFact(fact: CandidateFact, { excluded }: GateRules): Verdict {
  const text = `${fact.subject} ${fact.predicate ?? ''} ${fact.content}`;
  const checks = [
    () => judgeLength(fact.content),
    () => (holdsSecret(fact.content) || holdsSecret(text) ? 'it holds a secret' : undefined),
    () => (isEphemeral(fact.content) ? 'it is of the moment' : undefined),
    () => judgeExclusions(text, excluded),
    () => (fact.confidence < leastConfidence ? 'it is not sure' : undefined),
  ];
  for (const check of checks) {
    const reason = check();
    if (reason !== undefined) return { kind: 'refused', reason };
  }
  return judgeContact(text) ?? judgeDoubt(fact) ?? { kind: 'accepted' };
}

function judgeContact(text: string): Verdict | undefined {
  const personal = findPersonalData(text);
  if (personal === undefined) return undefined;
  const kind = personal.kind === 'forbidden' ? 'refused' : 'review';
  return { kind, reason: `it holds a ${personal.what}` };
}

function judgeDoubt({ confidence }: CandidateFact): Verdict | undefined {
  return confidence < sureEnough ? { kind: 'review', reason: 'it is not sure' } : undefined;
}

function judgeLength(content: string): string | undefined {
  const words = content.trim().split(/\s+/).length;
  if (content.trim().length < shortest || words < fewestWords) return 'it is too short';
  return content.length > longest ? 'it is too long' : undefined;
}

function judgeExclusions(text: string, excluded: readonly string[]): string | undefined {
  const lower = text.toLowerCase();
  const found = excluded.some((pattern) => lower.includes(pattern.toLowerCase()));
  return found ? 'the agent is told not to remember such' : undefined;
}
