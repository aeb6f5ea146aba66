import { systemCaller, type Clock, type Database } from '#platform';
import { readBusy } from './backlog.repository.js';
import {
  capabilityKey,
  composeReading,
  empty,
  type BacklogReading,
  type Depth,
} from './backlog-reading.js';
import type { Snapshot } from './snapshot.js';
import { Tally } from './tally.js';

/** A reading younger than this is used as it is: one a second, and only while messages come. */
const freshForMs = 1_000;

/** A reading older than this says nothing any more. */
const usualTrustMs = 5_000;

/** Reading may take this share of the time, however long the backlog is … */
const share = 0.05;

/**
 * … but in a burst it takes long because everything does, and whoever then looked away for long would
 * refuse messages while the backlog is worked off.
 */
const longestMs = 3_000;

/** Where new messages are to wait. */
export interface Place {
  readonly workspace: string;
  /** Absent: the message names its receiver. */
  readonly capability: string | undefined;
  readonly agentIds: readonly string[];
}

/** What waits there: as it was read, and what this process has let in since. */
export interface Backlog {
  readonly server: Depth;
  readonly place: Depth;
}

/** Messages of one request, by the transaction that stored them. */
interface Stored {
  readonly keys: readonly string[];
  readonly count: number;
  readonly transaction: string;
}

const serverKey = 'server';

/**
 * How much waits, of a second ago: read when messages come, never for each, and never waited for.
 * What this process itself lets in is added unless the reading saw the transaction that stored it, so that a burst
 * within the second meets the limit exactly. What other processes let in is seen with the next reading.
 */
export class BacklogBoard {
  private reading: BacklogReading | undefined;
  private snapshot: Snapshot | undefined;
  private isReading = false;
  private begunAt = -Infinity;
  private readAgainAfterMs = freshForMs;
  /** Let in and not yet stored. */
  private readonly open = new Tally();
  /** Stored since the last reading began, and not seen by it; while one runs, those before it as well. */
  private stored = new Tally();
  private storedBefore = new Tally();
  /** Stored while a reading runs: it may have seen them. */
  private storedMeanwhile: Stored[] = [];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  look(place: Place): Backlog {
    if (this.clock.monotonic() - this.begunAt > this.readAgainAfterMs) void this.read();
    const reading = this.age() <= this.trustForMs() ? this.reading : undefined;
    const key = keyOf(place);
    const depths = place.capability === undefined ? reading?.agents : reading?.capabilities;
    return {
      server: this.withOwn(reading?.server, serverKey),
      place: this.withOwn(reading === undefined ? undefined : (depths?.get(key) ?? empty), key),
    };
  }

  /** Counts messages that are let in; the result is told in which transaction they were stored, if they were. */
  letIn(place: Place, count: number): (transaction: string | undefined) => void {
    const keys = [serverKey, keyOf(place)];
    this.open.add(keys, count);
    return (transaction) => {
      this.open.add(keys, -count);
      if (transaction !== undefined) this.keep({ keys, count, transaction });
    };
  }

  private keep(stored: Stored): void {
    if (this.snapshot?.saw(stored.transaction) === true) return;
    this.stored.add(stored.keys, stored.count);
    if (this.isReading) this.storedMeanwhile.push(stored);
  }

  /**
   * Without a reading to be trusted, what was stored long ago may be done: then only that counts which
   * is on its way, or was stored since the reading that runs began.
   */
  private withOwn(depth: Depth | undefined, key: string): Depth {
    const own = this.open.get(key) + this.stored.get(key);
    if (depth === undefined) return { ...empty, pending: own };
    return { ...depth, pending: depth.pending + own + this.storedBefore.get(key) };
  }

  private age(): number {
    return this.clock.monotonic() - (this.reading?.readAt ?? -Infinity);
  }

  private trustForMs(): number {
    return Math.max(usualTrustMs, 2 * this.readAgainAfterMs);
  }

  /** One at a time. When it fails, the last reading ages until nobody trusts it. */
  private async read(): Promise<void> {
    if (this.isReading) return;
    this.isReading = true;
    const readAt = this.clock.monotonic();
    this.begunAt = readAt;
    this.storedBefore = this.stored;
    this.stored = new Tally();
    try {
      const { busy, snapshot } = await this.database.read(systemCaller, readBusy);
      this.reading = composeReading(busy, this.reading, readAt);
      this.forgetSeen(snapshot);
      const tookMs = this.clock.monotonic() - readAt;
      this.readAgainAfterMs = Math.min(longestMs, Math.max(freshForMs, tookMs / share));
    } catch {
      this.readAgainAfterMs = freshForMs;
      if (this.age() <= this.trustForMs()) this.stored.addAll(this.storedBefore);
      else this.stored = new Tally();
    } finally {
      this.storedBefore = new Tally();
      this.storedMeanwhile = [];
      this.isReading = false;
    }
  }

  /** What the reading counts is not counted twice. */
  private forgetSeen(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    for (const { keys, count, transaction } of this.storedMeanwhile) {
      if (snapshot.saw(transaction)) this.stored.add(keys, -count);
    }
  }
}

function keyOf({ workspace, capability, agentIds }: Place): string {
  return capability === undefined ? (agentIds[0] ?? '') : capabilityKey(workspace, capability);
}
