import type { Caller, Clock, Database } from '#platform';
import { changedWorkspace, registryTopic, type RegistryChannel } from './registry-channel.js';
import {
  readCapabilityDescriptions,
  readRegisteredAgents,
  readRegistryStamp,
} from './registry.repository.js';
import { buildSnapshot, type RegistrySnapshot } from './snapshot.js';

/** Events tell of changes at once. They may get lost, so while it is used the registry is compared so often. */
const compareAfterMs = 1_000;

/** Up to this age the registry is used while it is compared; beyond, whoever asks waits. */
const trustForMs = 5_000;

/** What is known of one workspace. Comparisons with Postgres are numbered as they begin. */
interface Known {
  snapshot: RegistrySnapshot | undefined;
  stamp: string;
  comparedAt: number;
  begun: number;
  /** The last comparison that succeeded. */
  done: number;
  /** The first comparison that sees every change we heard of. */
  needed: number;
  comparing: Promise<void> | undefined;
}

/**
 * Who exists and what they can do, in memory: no message reads the registry from Postgres.
 *
 *   a change in this process   heard before the change is answered; the next to ask gets it
 *   a change in another        heard through the event channel within milliseconds
 *   an event that got lost     found by comparing a stamp, once a second while the registry is used
 */
export class RegistryCache {
  private readonly workspaces = new Map<string, Known>();
  private readonly unsubscribe: () => void;

  constructor(
    private readonly database: Database,
    channel: RegistryChannel,
    private readonly clock: Clock,
  ) {
    this.unsubscribe = channel.subscribe(registryTopic, (event) => {
      this.hear(changedWorkspace(event));
    });
  }

  /** The registry of the caller's workspace: as new as everything that was heard of it. */
  async snapshot(caller: Caller): Promise<RegistrySnapshot> {
    const known = this.of(caller.workspace);
    const age = this.clock.monotonic() - known.comparedAt;
    if (known.snapshot === undefined || known.done < known.needed || age > trustForMs) {
      return this.newest(caller);
    }
    if (age > compareAfterMs) this.refresh(caller, known).catch(() => undefined);
    return known.snapshot;
  }

  /** Compared with Postgres now: for a name that is not known, before saying so. */
  async newest(caller: Caller): Promise<RegistrySnapshot> {
    const known = this.of(caller.workspace);
    const wanted = known.begun + 1;
    do await this.refresh(caller, known);
    while (known.snapshot === undefined || known.done < wanted);
    return known.snapshot;
  }

  close(): void {
    this.unsubscribe();
  }

  private hear(workspace: string | undefined): void {
    for (const [name, known] of this.workspaces) {
      if (workspace === undefined || workspace === name) known.needed = known.begun + 1;
    }
  }

  private of(workspace: string): Known {
    const known = this.workspaces.get(workspace) ?? {
      snapshot: undefined,
      stamp: '',
      comparedAt: -Infinity,
      begun: 0,
      done: 0,
      needed: 1,
      comparing: undefined,
    };
    this.workspaces.set(workspace, known);
    return known;
  }

  /** One at a time per workspace; whoever comes meanwhile shares it. */
  private refresh(caller: Caller, known: Known): Promise<void> {
    known.comparing ??= this.compare(caller, known).finally(() => {
      known.comparing = undefined;
    });
    return known.comparing;
  }

  private async compare(caller: Caller, known: Known): Promise<void> {
    const number = (known.begun += 1);
    const startedAt = this.clock.monotonic();
    await this.database.read(caller, async (tx) => {
      const stamp = await readRegistryStamp(tx);
      if (known.snapshot === undefined || stamp !== known.stamp) {
        const agents = await readRegisteredAgents(tx);
        known.snapshot = buildSnapshot(agents, await readCapabilityDescriptions(tx));
        known.stamp = stamp;
      }
    });
    known.comparedAt = startedAt;
    known.done = number;
  }
}
