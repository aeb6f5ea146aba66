import { WorkspaceCache, type Caller, type Clock, type Database } from '#platform';
import { registryTopic, type RegistryChannel } from './registry-channel.js';
import {
  readCapabilityDescriptions,
  readRegisteredAgents,
  readRegistryStamp,
} from './registry.repository.js';
import { buildSnapshot, type RegistrySnapshot } from './snapshot.js';

/** Who exists and what they can do, in memory: no message reads the registry from Postgres. */
export class RegistryCache {
  private readonly cache: WorkspaceCache<RegistrySnapshot>;

  constructor(database: Database, channel: RegistryChannel, clock: Clock) {
    const reading = {
      topic: registryTopic,
      stamp: readRegistryStamp,
      read: async (tx: Parameters<typeof readRegistryStamp>[0]) =>
        buildSnapshot(await readRegisteredAgents(tx), await readCapabilityDescriptions(tx)),
    };
    this.cache = new WorkspaceCache(reading, database, channel, clock);
  }

  /** The registry of the caller's workspace: as new as everything that was heard of it. */
  snapshot(caller: Caller): Promise<RegistrySnapshot> {
    return this.cache.snapshot(caller);
  }

  /** Compared with Postgres now: for a name that is not known, before saying so. */
  newest(caller: Caller): Promise<RegistrySnapshot> {
    return this.cache.newest(caller);
  }

  close(): void {
    this.cache.close();
  }
}
