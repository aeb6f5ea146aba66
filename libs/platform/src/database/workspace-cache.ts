import type { JsonValue } from '#protocol';
import type { Clock } from '../observe/clock.js';
import type { Caller } from './caller.js';
import type { Database } from './database.js';
import type { Tx } from './tx.js';

/** Events tell of changes at once. They may get lost, so while it is used what is known is compared so often. */
const compareAfterMs = 1_000;

/** Up to this age what is known is used while it is compared; beyond, whoever asks waits. */
const trustForMs = 5_000;

/** The part of the event channel that a cache needs: tell whoever listens, at most once. */
export interface ChangeChannel {
  publish(topic: string, event: JsonValue): void;
  subscribe(topic: string, listener: (event: JsonValue) => void): () => void;
}

/** What is kept in memory of each workspace, and how it is read. */
export interface WorkspaceReading<Snapshot> {
  /** Where it is told that something of a workspace changed: `{ workspace }`. */
  readonly topic: string;
  /** A word that differs when what is kept differs. */
  stamp(tx: Tx): Promise<string>;
  /** Read when the stamp differs. */
  read(tx: Tx): Promise<Snapshot>;
}

/** What is known of one workspace. Comparisons with Postgres are numbered as they begin. */
interface Known<Snapshot> {
  snapshot: { readonly value: Snapshot } | undefined;
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
 * Something of each workspace in memory, so that no message reads it from Postgres.
 *
 *   a change in this process   heard before the change is answered; the next to ask gets it
 *   a change in another        heard through the event channel within milliseconds
 *   an event that got lost     found by comparing a stamp, once a second while it is used
 */
export class WorkspaceCache<Snapshot> {
  private readonly workspaces = new Map<string, Known<Snapshot>>();
  private readonly unsubscribe: () => void;

  constructor(
    private readonly reading: WorkspaceReading<Snapshot>,
    private readonly database: Database,
    channel: ChangeChannel,
    private readonly clock: Clock,
  ) {
    this.unsubscribe = channel.subscribe(reading.topic, (event) => {
      this.hear(changedWorkspace(event));
    });
  }

  /** Of the caller's workspace: as new as everything that was heard of it. */
  async snapshot(caller: Caller): Promise<Snapshot> {
    const known = this.of(caller.workspace);
    const age = this.clock.monotonic() - known.comparedAt;
    if (known.snapshot === undefined || known.done < known.needed || age > trustForMs) {
      return this.newest(caller);
    }
    if (age > compareAfterMs) this.refresh(caller, known).catch(() => undefined);
    return known.snapshot.value;
  }

  /** Compared with Postgres now: for a name that is not known, before saying so. */
  async newest(caller: Caller): Promise<Snapshot> {
    const known = this.of(caller.workspace);
    const wanted = known.begun + 1;
    do await this.refresh(caller, known);
    while (known.snapshot === undefined || known.done < wanted);
    return known.snapshot.value;
  }

  close(): void {
    this.unsubscribe();
  }

  private hear(workspace: string | undefined): void {
    for (const [name, known] of this.workspaces) {
      if (workspace === undefined || workspace === name) known.needed = known.begun + 1;
    }
  }

  private of(workspace: string): Known<Snapshot> {
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
  private refresh(caller: Caller, known: Known<Snapshot>): Promise<void> {
    known.comparing ??= this.compare(caller, known).finally(() => {
      known.comparing = undefined;
    });
    return known.comparing;
  }

  private async compare(caller: Caller, known: Known<Snapshot>): Promise<void> {
    const number = (known.begun += 1);
    const startedAt = this.clock.monotonic();
    await this.database.read(caller, async (tx) => {
      const stamp = await this.reading.stamp(tx);
      if (known.snapshot === undefined || stamp !== known.stamp) {
        known.snapshot = { value: await this.reading.read(tx) };
        known.stamp = stamp;
      }
    });
    known.comparedAt = startedAt;
    known.done = number;
  }
}

/** The workspace that changed; nothing when the bridge shortened the event: then any may have. */
function changedWorkspace(event: JsonValue): string | undefined {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return undefined;
  const { workspace } = event as { readonly workspace?: JsonValue };
  return typeof workspace === 'string' ? workspace : undefined;
}
