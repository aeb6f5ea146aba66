import type { Ring } from './bell.js';
import type { Lane } from './queue-names.js';

export interface AnsweringSettings {
  /** Works on a mailbox. Must not reject. */
  readonly handle: (mailboxId: string) => Promise<void>;
  /** Rings, in the lanes where they wait, for mailboxes that this process does not get to. */
  readonly handBack: (rings: readonly Ring[]) => void;
  /** Handlers at the same time, over all lanes. */
  readonly places: number;
}

/** Bells that came together wait for a place no longer than this; others may have one. */
const patienceMs = 100;

/** Where bells arrive faster than they are answered for so long, those that wait for a place make way. */
const lateMs = 1_000;

/**
 * Answers bells: one handler at a time for a mailbox, and no more of them than there are places, first
 * come, first served. A mailbox that is rung for while it is handled here is handled once more after
 * that, so no wake-up is lost.
 */
export class BellAnswering {
  /** Mailboxes being handled, and whether they were rung for meanwhile. */
  private readonly handled = new Map<string, boolean>();
  private readonly running = new Set<Promise<void>>();
  private readonly takers = new Set<(hasPlace: boolean) => void>();
  private readonly waitingForRoom = new Set<() => void>();
  /** Lanes of which a bell waits for a place. */
  private readonly lines = new Map<Lane, number>();
  private free: number;
  private isClosed = false;

  constructor(private readonly settings: AnsweringSettings) {
    this.free = settings.places;
  }

  /**
   * Resolves when each of these mailboxes is being handled, or others were told to. One of them waits for
   * a place for as long as it takes.
   */
  async begin(lane: Lane, mailboxIds: readonly string[]): Promise<void> {
    this.lines.set(lane, (this.lines.get(lane) ?? 0) + 1);
    await this.beginInLine(lane, mailboxIds);
    const left = (this.lines.get(lane) ?? 1) - 1;
    if (left === 0) this.lines.delete(lane);
    else this.lines.set(lane, left);
  }

  private async beginInLine(lane: Lane, mailboxIds: readonly string[]): Promise<void> {
    const until = performance.now() + patienceMs;
    for (const [index, mailboxId] of mailboxIds.entries()) {
      if (await this.answer(lane, mailboxId, until - performance.now())) continue;
      const first = index === 0 && !this.isClosed ? 1 : 0;
      this.handBack(lane, mailboxIds.slice(index + first));
      if (first === 0 || (await this.answer(lane, mailboxId, Infinity))) return;
      this.handBack(lane, [mailboxId]);
      return;
    }
  }

  /**
   * Resolves when each of these mailboxes is being handled, or told of in the lane where it waits. None waits
   * for a place longer than a moment, and none at all behind which others wait, so that whoever comes next is
   * not kept waiting. @param ageMs since they were rung for
   */
  async sort(rings: readonly Ring[], ageMs: number): Promise<void> {
    const isLate = ageMs > lateMs;
    const until = performance.now() + (isLate ? 0 : patienceMs);
    const left: Ring[] = [];
    for (const ring of rings) {
      const patience = this.lines.has(ring.lane) ? 0 : until - performance.now();
      if (!(await this.answer(ring.lane, ring.mailboxId, patience))) left.push(ring);
    }
    if (left.length > 0) this.settings.handBack(left);
    if (!isLate) await this.whenRoom(patienceMs);
  }

  /** Resolves when a place is free, so that more bells may come, or when it has taken too long. */
  whenRoom(patience = Infinity): Promise<void> {
    if (this.free > 0 || this.isClosed) return Promise.resolve();
    return new Promise((resolve) => {
      const tell = (): void => {
        clearTimeout(timer);
        this.waitingForRoom.delete(tell);
        resolve();
      };
      const timer = patience === Infinity ? undefined : setTimeout(tell, patience);
      this.waitingForRoom.add(tell);
    });
  }

  /** Whether this mailbox is handled now: then it is handled once more after that. */
  noteHandled(mailboxId: string): boolean {
    if (!this.handled.has(mailboxId)) return false;
    this.handled.set(mailboxId, true);
    return true;
  }

  /** Handles, as soon as there is a place, the mailbox that `choose` then gives. False: it is too late for that. */
  async handleNext(lane: Lane, choose: () => string): Promise<boolean> {
    if (!(await this.take(Infinity))) return false;
    this.useFor(lane, choose());
    return true;
  }

  /** Begins no more. Who waits for a place is rung for again. */
  close(): void {
    this.isClosed = true;
    for (const turnAway of this.takers) turnAway(false);
    this.tellOfRoom();
  }

  /** Resolves when nothing is handled. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }

  /** False: there was no place in time. */
  private async answer(lane: Lane, mailboxId: string, patience: number): Promise<boolean> {
    if (this.noteHandled(mailboxId)) return true;
    if (!(await this.take(patience))) return false;
    this.useFor(lane, mailboxId);
    return true;
  }

  /** Handles a mailbox in a place that was taken; gives it back where another bell was quicker. */
  private useFor(lane: Lane, mailboxId: string): void {
    if (this.noteHandled(mailboxId)) this.giveBack();
    else this.run(lane, mailboxId);
  }

  private run(lane: Lane, mailboxId: string): void {
    this.handled.set(mailboxId, false);
    const running = this.settings.handle(mailboxId).finally(() => {
      this.running.delete(running);
      this.end(lane, mailboxId);
    });
    this.running.add(running);
  }

  /** Rung for meanwhile, it goes behind those who wait for a place. */
  private end(lane: Lane, mailboxId: string): void {
    const isRung = this.handled.get(mailboxId) === true;
    this.handled.delete(mailboxId);
    this.giveBack();
    if (isRung) void this.begin(lane, [mailboxId]);
  }

  private handBack(lane: Lane, mailboxIds: readonly string[]): void {
    if (mailboxIds.length === 0) return;
    this.settings.handBack(mailboxIds.map((mailboxId) => ({ lane, mailboxId })));
  }

  private take(patience: number): Promise<boolean> {
    if (this.isClosed) return Promise.resolve(false);
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve(true);
    }
    if (patience <= 0) return Promise.resolve(false);
    return new Promise((resolve) => {
      const taker = (hasPlace: boolean): void => {
        clearTimeout(timer);
        this.takers.delete(taker);
        resolve(hasPlace);
      };
      const isPatient = patience === Infinity;
      const timer = isPatient ? undefined : setTimeout(taker, patience, false);
      this.takers.add(taker);
    });
  }

  private giveBack(): void {
    const [next] = this.takers;
    if (next === undefined) {
      this.free += 1;
      this.tellOfRoom();
    } else {
      next(true);
    }
  }

  private tellOfRoom(): void {
    for (const tell of this.waitingForRoom) tell();
  }
}
