import type { LoadLevel } from '#protocol';
import type { ProviderFigures } from '../figures/provider-figures.js';

/**
 * How good a choice an agent is for a message to a capability, from 0 to 1:
 *
 *   score = 0.5 × performance + 0.3 × (1 − load) + 0.2 × specialization
 *
 *   performance     0.8 × success + 0.2 × speed, of its last 200 messages of this capability
 *     success       (succeeded + 4) / (ended + 5): an agent without history counts as 80 % good
 *     speed         5 s / (5 s + average turn), as if five turns of 5 s had come before
 *   load            waiting / (waiting + 5): 5 waiting messages are half
 *   specialization  half from how few capabilities it has (1 / count), half from how early it names
 *                   this one (1 / place)
 *
 * The figures are of what happened; the constants are the assumptions about agents that nothing is
 * known of. docs/routing.md works through an example.
 */
export interface Score {
  readonly score: number;
  readonly performance: number;
  readonly load: number;
  readonly specialization: number;
}

const weights = { performance: 0.5, idleness: 0.3, specialization: 0.2 };
const successShare = 0.8;

/** What is assumed of a new agent: of so many messages, so many went well, each taking so long. */
const assumed = { messages: 5, succeeded: 4, turnMs: 5_000 };

/** So much mail makes an agent half loaded. */
const halfLoad = 5;

/** Of the messages that ended, how many ended well; 0 when none has ended. */
export function successRate({ succeeded, failed }: ProviderFigures): number {
  const ended = succeeded + failed;
  return ended === 0 ? 0 : succeeded / ended;
}

/**
 * The success rate that may be counted on: the lower bound of Wilson's score interval at one standard
 * deviation (z = 1). Nothing is known without evidence: 0 of 0 is 0, 1 of 1 is 0.5, 12 of 12 is 0.92,
 * 200 of 200 is 0.995. Source: Wilson, E. B. (1927), J. Am. Stat. Assoc. 22, 209–212.
 */
export function confidence(figures: ProviderFigures): number {
  const ended = figures.succeeded + figures.failed;
  if (ended === 0) return 0;
  const rate = successRate(figures);
  const middle = rate + 1 / (2 * ended);
  const spread = Math.sqrt((rate * (1 - rate)) / ended + 1 / (4 * ended * ended));
  return Math.max(0, (middle - spread) / (1 + 1 / ended));
}

/** How busy, from 0 (nothing waits) towards 1. Of several agents together: their mail, shared. */
export function loadOf(pending: number, agents = 1): number {
  const waiting = Math.max(0, pending);
  return waiting / (waiting + halfLoad * Math.max(1, agents));
}

/** The load in the contract's words: `low` below 0.3, `medium` below 0.7, else `high`. */
export function loadLevel(load: number): LoadLevel {
  if (load < 0.3) return 'low';
  return load < 0.7 ? 'medium' : 'high';
}

/** How much of an agent a capability is: 1 when it is the only one, less the more come before it. */
export function specialization(capabilities: readonly string[], capability: string): number {
  const place = capabilities.indexOf(capability);
  if (place === -1) return 0;
  return (1 / capabilities.length + 1 / (place + 1)) / 2;
}

/** The score of an agent with these figures and this specialization. */
export function scoreOf(figures: ProviderFigures, special: number): Score {
  const performance = performanceOf(figures);
  const load = loadOf(figures.pending);
  const score =
    weights.performance * performance +
    weights.idleness * (1 - load) +
    weights.specialization * special;
  return { score, performance, load, specialization: special };
}

function performanceOf({ succeeded, failed, turnMs }: ProviderFigures): number {
  const ended = succeeded + failed;
  const success = (succeeded + assumed.succeeded) / (ended + assumed.messages);
  const averageMs =
    (ended * turnMs + assumed.messages * assumed.turnMs) / (ended + assumed.messages);
  const speed = assumed.turnMs / (assumed.turnMs + averageMs);
  return successShare * success + (1 - successShare) * speed;
}
