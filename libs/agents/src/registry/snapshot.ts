import type { AgentKind, AgentStatus, SubscriptionRule } from '#protocol';
import { gatherSubscribers, type Subscriber } from './subscribers.js';

/** An agent as routing sees it. */
export interface RegisteredAgent {
  readonly id: string;
  readonly name: string;
  readonly kind: AgentKind;
  readonly status: AgentStatus;
  readonly versionNumber: number;
  /** In the order in which the agent names them: what it is first of all comes first. */
  readonly capabilities: readonly string[];
  /** What it listens to. @default nothing */
  readonly subscriptions?: readonly SubscriptionRule[];
}

/** A capability and who provides it. */
export interface RegisteredCapability {
  readonly name: string;
  readonly description: string;
  /** Agents that can get mail, the oldest first. Never empty. */
  readonly providers: readonly RegisteredAgent[];
}

/** Who exists in one workspace and what they can do, at one moment. */
export interface RegistrySnapshot {
  /** By name; agents that drain included. */
  readonly agents: ReadonlyMap<string, RegisteredAgent>;
  /** By name, in alphabetical order; only what some agent takes mail for. */
  readonly capabilities: ReadonlyMap<string, RegisteredCapability>;
  /** By the capability that they listen to; only what some agent listens to. */
  readonly subscribers: ReadonlyMap<string, readonly Subscriber[]>;
}

/** Draining agents finish what they have and get nothing new. */
export function takesMail(agent: RegisteredAgent): boolean {
  return agent.status !== 'draining';
}

/** Puts agents (oldest first) and descriptions together. */
export function buildSnapshot(
  agents: readonly RegisteredAgent[],
  descriptions: ReadonlyMap<string, string>,
): RegistrySnapshot {
  const providers = new Map<string, RegisteredAgent[]>();
  for (const agent of agents.filter(takesMail)) {
    for (const capability of agent.capabilities) {
      const known = providers.get(capability);
      if (known === undefined) providers.set(capability, [agent]);
      else known.push(agent);
    }
  }
  const names = [...providers.keys()].sort();
  return {
    agents: new Map(agents.map((agent) => [agent.name, agent])),
    subscribers: gatherSubscribers(agents.filter(takesMail)),
    capabilities: new Map(
      names.map((name) => [
        name,
        { name, description: descriptions.get(name) ?? name, providers: providers.get(name) ?? [] },
      ]),
    ),
  };
}
