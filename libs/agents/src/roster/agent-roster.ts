import { isGranted, reaches } from '#protocol';
import type { Caller } from '#platform';
import type { RegistryCache } from '../registry/registry-cache.js';
import type { RegisteredAgent, RegisteredCapability } from '../registry/snapshot.js';

/** Who is there and what they can do, as far as the grants of whoever asks go. */
export interface Roster {
  /** Also those that drain. */
  readonly agents: readonly RegisteredAgent[];
  /** Each with those of its providers that are in sight. */
  readonly capabilities: readonly RegisteredCapability[];
}

/** Calls the roll of the agents of a workspace. */
export class AgentRoster {
  constructor(private readonly registry: Pick<RegistryCache, 'snapshot'>) {}

  async read(caller: Caller): Promise<Roster> {
    const { agents, capabilities } = await this.registry.snapshot(caller);
    const inSight = (agent: RegisteredAgent): boolean => reaches(caller.grants, agent);
    return {
      agents: [...agents.values()].filter(inSight),
      capabilities: [...capabilities.values()]
        .filter(({ name }) => isGranted(caller.grants?.capabilities, name))
        .map((capability) => ({
          ...capability,
          providers: capability.providers.filter(inSight),
        }))
        .filter(({ providers }) => providers.length > 0),
    };
  }
}
