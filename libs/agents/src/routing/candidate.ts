import type { RouteCandidate } from '#protocol';
import { noFigures, type ProviderFigures } from '../figures/provider-figures.js';
import type { RegisteredAgent } from '../registry/snapshot.js';
import { confidence, scoreOf, specialization, successRate } from './score.js';

/** An agent that could take a message, and what speaks for it. */
export interface Candidate {
  readonly agent: RegisteredAgent;
  readonly figures: ProviderFigures;
  readonly score: number;
  readonly load: number;
  readonly specialization: number;
  /** Why it cannot be chosen; absent when it can. */
  readonly excluded?: string;
}

/** Weighs an agent for a capability. */
export function weigh(
  agent: RegisteredAgent,
  capability: string,
  figures: ProviderFigures = noFigures,
): Candidate {
  const special = specialization(agent.capabilities, capability);
  const { score, load } = scoreOf(figures, special);
  return { agent, figures, score, load, specialization: special };
}

/** Best first; of equals the oldest agent, so that the same situation gives the same choice. */
export function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || compareIds(a, b);
}

/** Agent ids sort by the time of deployment. */
export function compareIds(a: Candidate, b: Candidate): number {
  return a.agent.id < b.agent.id ? -1 : Number(a.agent.id > b.agent.id);
}

/** More candidates than these are not told: the decision is stored with every message. */
const mostShown = 20;

/** What is told of the candidates: those that can be chosen first, the best first. */
export function showCandidates(candidates: readonly Candidate[]): RouteCandidate[] {
  const isOut = ({ excluded }: Candidate): number => (excluded === undefined ? 0 : 1);
  return candidates
    .toSorted((a, b) => isOut(a) - isOut(b) || byScore(a, b))
    .slice(0, mostShown)
    .map(({ agent, figures, score, load, specialization: special, excluded }) => ({
      agent: agent.name,
      score: round(score),
      load: round(load),
      success_rate: round(successRate(figures)),
      confidence: round(confidence(figures)),
      specialization: round(special),
      pending: figures.pending,
      ...(excluded === undefined ? {} : { excluded }),
    }));
}

/** Four decimals: more say nothing. */
export function round(figure: number): number {
  return Math.round(figure * 10_000) / 10_000;
}
