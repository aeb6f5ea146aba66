import type { RoutingStrategy } from '#protocol';
import { showCandidates, type Candidate } from './candidate.js';
import type { RouteDecision } from './route-decision.js';
import { choose, type Situation } from './strategies.js';

/**
 * Who can be chosen: agents that run, and only when nobody runs, those that are paused (the message
 * waits then). Whoever is excluded or drains gets nothing.
 */
export function poolOf(candidates: readonly Candidate[]): readonly Candidate[] {
  const eligible = candidates.filter(
    ({ excluded, agent }) => excluded === undefined && agent.status !== 'draining',
  );
  const running = eligible.filter(({ agent }) => agent.status === 'running');
  return running.length > 0 ? running : eligible;
}

/** Who gets a message, and why. Nothing when nobody can be chosen. */
export function decideRoute(
  strategy: RoutingStrategy,
  candidates: readonly Candidate[],
  situation: Situation,
): RouteDecision | undefined {
  const pool = poolOf(candidates);
  if (pool.length === 0) return undefined;
  const { chosen, reason } = choose(strategy, pool, situation);
  const waits = pool.every(({ agent }) => agent.status === 'paused');
  return {
    strategy,
    agents: chosen.map(({ agent: { id, name, versionNumber } }) => ({ id, name, versionNumber })),
    reason: waits ? `${reason}; ${pausedNote}` : reason,
    candidates: showCandidates(candidates.map((each) => explainExclusion(each, pool))),
  };
}

/** Said of every choice that has to wait. */
export const pausedNote = 'it is paused, so the message waits until it resumes';

/** Why an agent that could not be chosen could not. */
function explainExclusion(candidate: Candidate, pool: readonly Candidate[]): Candidate {
  if (candidate.excluded !== undefined || pool.includes(candidate)) return candidate;
  return { ...candidate, excluded: candidate.agent.status };
}
