import type { RoutingStrategy } from '#protocol';
import { byScore, compareIds, round, type Candidate } from './candidate.js';

/** What a strategy may look at besides the candidates. */
export interface Situation {
  /** The agent that already serves the conversation. */
  readonly servingAgentId?: string | undefined;
  /**
   * When this process last gave an agent a message of the capability: a count that grows with every
   * message; `undefined` for never.
   */
  readonly lastTurnOf: (agentId: string) => number | undefined;
}

/** Who was chosen, and why. */
export interface Choice {
  readonly chosen: readonly Candidate[];
  readonly reason: string;
}

type Strategy = (candidates: readonly Candidate[], situation: Situation) => Choice;

/**
 * Chooses among candidates that can all take the message; there is at least one. The same candidates
 * in the same situation give the same choice, in whatever order they come.
 */
export function choose(
  strategy: RoutingStrategy,
  candidates: readonly Candidate[],
  situation: Situation,
): Choice {
  const [only] = candidates;
  if (candidates.length === 1 && only !== undefined) {
    return { chosen: [only], reason: `${only.agent.name} is the only choice` };
  }
  return strategies[strategy](candidates, situation);
}

const strategies: Readonly<Record<RoutingStrategy, Strategy>> = {
  best_match: bestMatch,
  round_robin: roundRobin,
  least_loaded: leastLoaded,
  sticky,
  broadcast,
};

/** The highest score; the rule is in score.ts. */
function bestMatch(candidates: readonly Candidate[]): Choice {
  const best = first(candidates, byScore);
  const score = round(best.score).toFixed(2);
  return one(best, `${best.agent.name} has the best score, ${score}, of ${candidates.length}`);
}

/**
 * Whose turn it is: who was not given a message for longest. This process counts what it gives
 * itself; of agents it has not used yet, the one whose last message ended longest ago comes first,
 * so several processes take turns too.
 */
function roundRobin(candidates: readonly Candidate[], { lastTurnOf }: Situation): Choice {
  const turn = ({ agent }: Candidate): number => lastTurnOf(agent.id) ?? -1;
  const used = ({ figures }: Candidate): number => figures.lastUsed?.getTime() ?? 0;
  const next = first(
    candidates,
    (a, b) => turn(a) - turn(b) || used(a) - used(b) || compareIds(a, b),
  );
  return one(next, `it is the turn of ${next.agent.name} among ${candidates.length}`);
}

/** The least mail that waits; of equals the best score. */
function leastLoaded(candidates: readonly Candidate[]): Choice {
  const idlest = first(
    candidates,
    (a, b) => a.figures.pending - b.figures.pending || byScore(a, b),
  );
  const { agent, figures } = idlest;
  return one(
    idlest,
    `${agent.name} has the least mail, ${figures.pending}, of ${candidates.length}`,
  );
}

/** The agent that serves the conversation already; in a new one the best match. */
function sticky(candidates: readonly Candidate[], { servingAgentId }: Situation): Choice {
  const serving = candidates.find(({ agent }) => agent.id === servingAgentId);
  if (serving === undefined) {
    const { chosen, reason } = bestMatch(candidates);
    return { chosen, reason: `none of them serves the conversation yet; ${reason}` };
  }
  return one(serving, `${serving.agent.name} already serves the conversation`);
}

/** Everybody. */
function broadcast(candidates: readonly Candidate[]): Choice {
  return {
    chosen: candidates.toSorted(compareIds),
    reason: `all ${candidates.length} get it`,
  };
}

function one(chosen: Candidate, reason: string): Choice {
  return { chosen: [chosen], reason };
}

function first(
  candidates: readonly Candidate[],
  order: (a: Candidate, b: Candidate) => number,
): Candidate {
  const [candidate] = candidates.toSorted(order);
  if (candidate === undefined) throw new Error('There is nobody to choose from.');
  return candidate;
}
