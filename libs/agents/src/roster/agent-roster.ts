import { isGranted, reaches } from '#protocol';
import type { Caller, Database } from '#platform';
import type { RegistryCache } from '../registry/registry-cache.js';
import type { RegisteredAgent, RegisteredCapability } from '../registry/snapshot.js';
import { readRemovedAgents } from './removed-agents.repository.js';

/** Who is there and what they can do, as far as the grants of whoever asks go. */
export interface Roster {
  /** Also those that drain. */
  readonly agents: readonly RegisteredAgent[];
  /** Each with those of its providers that are in sight. */
  readonly capabilities: readonly RegisteredCapability[];
}

/** Calls the roll of the agents of a workspace. */
export class AgentRoster {
  constructor(
    private readonly registry: Pick<RegistryCache, 'snapshot'>,
    private readonly database: Database,
  ) {}

  read(caller: Caller): Promise<Roster> {
    return callRoll(this.registry, caller);
  }

  /**
   * Ids of all who were removed, or of those who had a name: what they did is told still. Of those only whom the
   * grants of whoever asks reach, by what they did when they went.
   */
  async removed(caller: Caller, name?: string): Promise<string[]> {
    const agents = await this.database.read(caller, (tx) => readRemovedAgents(tx, name));
    return agents.filter((agent) => reaches(caller.grants, agent)).map(({ id }) => id);
  }
}

/** Who is there, as far as grants go. */
export async function callRoll(
  registry: Pick<RegistryCache, 'snapshot'>,
  caller: Caller,
): Promise<Roster> {
  const { agents, capabilities } = await registry.snapshot(caller);
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
