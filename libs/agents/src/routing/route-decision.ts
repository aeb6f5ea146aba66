import type { RouteCandidate, RoutingStrategy } from '#protocol';

/** An agent that was chosen, and the version it had then. */
interface RoutedAgent {
  readonly id: string;
  readonly name: string;
  readonly versionNumber: number;
}

/** Who gets a message, and why: stored with it. */
export interface RouteDecision {
  readonly strategy: RoutingStrategy;
  /** One; with `broadcast` as many as provide the capability. Never empty. */
  readonly agents: readonly RoutedAgent[];
  /** For people. */
  readonly reason: string;
  /** The best twenty at most, those that were left out last. Figures have four decimals. */
  readonly candidates: readonly RouteCandidate[];
}
