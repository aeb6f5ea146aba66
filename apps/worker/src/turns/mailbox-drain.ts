import { faultPoint } from '#faults';
import type { Clock, Logger } from '#platform';
import type { AfterCommit, Bell, Company, Mailbox, Turn } from '#messaging';
import { beginSpan, measure, watched } from '#signals';
import type { TurnEnd } from '#runtime';
import type { TurnCancels } from '../cancels/turn-cancels.js';
import type { HandOver } from './hand-over.js';
import { isFirstTurn } from './is-first-turn.js';
import type { LeaseKeeper } from './lease-keeper.js';
import type { Release, TurnSlots } from './turn-slots.js';
import type { CommitTerms, TurnWriter } from './turn-writer.js';

/** Runs one attempt: `TurnRunner` of the runtime. */
interface TakesTurns {
  run(turn: Turn, stop: AbortSignal, cancel: AbortSignal): Promise<TurnEnd>;
}

export interface DrainKit {
  readonly mailbox: Pick<Mailbox, 'claim'>;
  readonly runner: TakesTurns;
  readonly writer: TurnWriter;
  readonly keeper: LeaseKeeper;
  readonly slots: TurnSlots;
  readonly cancels: TurnCancels;
  readonly afterCommit: AfterCommit;
  readonly bell: Bell;
  /** Takes bells that are not answered here. */
  readonly handOver: Pick<HandOver, 'give'>;
  /** Whether mail with this capability is to be taken. */
  readonly takes: (capability: string | undefined) => boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Turns of one mailbox before its neighbours get their chance. A suspect is none after its turn. */
const mostTurns: Readonly<Record<Company, number>> = { anybody: 20, suspects: 1, nobody: 1 };

/** How long a mailbox whose agent's code is not here waits for a worker that has it. */
const elsewhereMs = 500;

/**
 * Empties a mailbox, turn by turn under one lease: claim, run, commit with the next claim in it. It
 * never throws: what went wrong is in the message row, or is found there by the sweeper.
 */
export class MailboxDrain {
  private isStopping = false;
  private turnsTaken = 0;

  constructor(private readonly kit: DrainKit) {}

  /** Turns that this process has begun. */
  get turns(): number {
    return this.turnsTaken;
  }

  /** Mailboxes that `runIfFree` would take now. */
  get room(): number {
    return this.isStopping ? 0 : this.kit.slots.free;
  }

  /** Works on a mailbox when a slot is free, until it is empty or somebody else's. */
  async run(mailboxId: string): Promise<void> {
    const release = await this.kit.slots.take();
    if (release === undefined) this.kit.handOver.give(mailboxId);
    else await this.runInSlot(mailboxId, release, 'anybody');
  }

  /** As `run`, without waiting for a slot. False: there was none. */
  runIfFree(mailboxId: string): boolean {
    const release = this.isStopping ? undefined : this.kit.slots.tryTake();
    if (release === undefined) return false;
    void this.runInSlot(mailboxId, release, 'anybody');
    return true;
  }

  /** Takes the turn of a suspect: for a process that runs nothing but its company. */
  async runSuspect(mailboxId: string, company: Company): Promise<void> {
    const release = await this.kit.slots.take();
    if (release !== undefined) await this.runInSlot(mailboxId, release, company);
  }

  /** Begins no more turns and hands bells over to others; the turns that run end as they like. */
  stop(): void {
    this.isStopping = true;
    this.kit.slots.close();
  }

  private async runInSlot(mailboxId: string, release: Release, company: Company): Promise<void> {
    try {
      if (this.isStopping) this.kit.handOver.give(mailboxId);
      else await this.drain(mailboxId, company);
    } catch (error) {
      this.kit.log.warn({ err: error, mailbox: mailboxId }, 'A mailbox was left to the sweeper.');
    } finally {
      release();
    }
  }

  private async drain(mailboxId: string, company: Company): Promise<void> {
    const { mailbox, keeper, clock } = this.kit;
    const askedAt = clock.monotonic();
    let turn = await faultPoint('mailbox.claim', () => mailbox.claim(mailboxId, company));
    if (turn === undefined) return;
    const { lease } = turn;
    const signal = keeper.hold(lease, askedAt);
    try {
      for (let count = 1; turn !== undefined; count += 1) {
        const more = count < mostTurns[company] && !this.isStopping;
        const { capability } = turn.message;
        // Which mail a suspect holds its parent has judged.
        if (company === 'anybody' && !this.kit.takes(capability)) {
          await this.passOn(turn);
          return;
        }
        turn = await this.take(turn, signal, more);
        if (!more) this.kit.bell.ring([{ mailboxId, capability }]);
      }
    } finally {
      keeper.letGo(lease);
    }
  }

  /** Gives back, untouched, what others are to take, and rings for them. */
  private async passOn(turn: Turn): Promise<void> {
    await this.kit.writer.release(turn);
    const { mailboxId } = turn.lease;
    this.kit.bell.ring([{ mailboxId, capability: turn.message.capability, passedOn: true }]);
  }

  /** One turn. Gives the next one under the same lease. */
  private take(turn: Turn, signal: AbortSignal, more: boolean): Promise<Turn | undefined> {
    this.turnsTaken += 1;
    const capability = capabilityOf(turn);
    if (isFirstTurn(turn)) this.noteWait(turn, capability);
    const { traceparent: parent } = turn.message;
    return watched(
      'turn',
      { capability },
      async (ending) => {
        const end = await this.runCancellably(turn, signal);
        const outcome = end.kind === 'commit' ? end.outcome.status : end.kind;
        ending.as(outcome);
        this.kit.log.debug({ ...factsOf(turn), outcome }, 'A turn has run.');
        return this.conclude(turn, end, { more, signal });
      },
      { parent, facts: factsOf(turn) },
    );
  }

  private noteWait(turn: Turn, capability: string): void {
    measure('queue_wait', { capability }, this.ageOf(turn));
    const { traceparent: parent, acceptedAt } = turn.message;
    const facts = { capability, ...factsOf(turn) };
    const startedAt = acceptedAt.getTime();
    beginSpan({ name: 'message.wait', kind: 'internal', parent, facts, startedAt })?.end({});
  }

  /** Seconds since its message was accepted. */
  private ageOf({ message }: Turn): number {
    return (this.kit.clock.now() - message.acceptedAt.getTime()) / 1_000;
  }

  private async conclude(
    turn: Turn,
    end: TurnEnd,
    { more, signal }: CommitTerms,
  ): Promise<Turn | undefined> {
    switch (end.kind) {
      case 'commit':
        return this.settle(turn, end, { more, signal });
      case 'suspend':
        await this.suspend(turn, end, signal);
        return undefined;
      case 'postpone':
        await this.postpone(turn, end, signal);
        return undefined;
      case 'release':
        await this.kit.writer.release(turn, end.why === 'elsewhere' ? elsewhereMs : 0);
        if (end.why === 'stopped') this.ringAgain(turn);
        return undefined;
    }
  }

  private async runCancellably(turn: Turn, signal: AbortSignal): Promise<TurnEnd> {
    const cancellable = this.kit.cancels.begin(turn);
    try {
      return await this.kit.runner.run(turn, signal, cancellable.signal);
    } finally {
      cancellable.end();
    }
  }

  private async settle(
    turn: Turn,
    { outcome }: Extract<TurnEnd, { kind: 'commit' }>,
    terms: CommitTerms,
  ): Promise<Turn | undefined> {
    const { writer, keeper, clock } = this.kit;
    const askedAt = clock.monotonic();
    const committed = await writer.commit(turn, outcome, terms);
    if (committed === undefined) return undefined;
    measure(
      'message',
      { capability: capabilityOf(turn), status: outcome.status },
      this.ageOf(turn),
    );
    keeper.renewed(turn.lease, askedAt);
    this.announce(turn, committed.lastEvent, committed.rings);
    return committed.next;
  }

  private async suspend(
    turn: Turn,
    end: Extract<TurnEnd, { kind: 'suspend' }>,
    signal: AbortSignal,
  ): Promise<void> {
    const parked = await this.kit.writer.suspend(turn, end, signal);
    if (parked !== undefined) this.announce(turn, parked.lastEvent, parked.rings);
  }

  private async postpone(
    turn: Turn,
    end: Extract<TurnEnd, { kind: 'postpone' }>,
    signal: AbortSignal,
  ): Promise<void> {
    const lastEvent = await this.kit.writer.postpone(turn, end, signal);
    if (lastEvent !== undefined) this.announce(turn, lastEvent, []);
  }

  private announce(
    { lease: { workspace, conversationId }, message: { id } }: Turn,
    lastEvent: number | undefined,
    rings: Parameters<AfterCommit['mailArrived']>[1],
  ): void {
    const logs = lastEvent === undefined ? [] : [{ conversationId, lastEvent, settled: [id] }];
    this.kit.afterCommit.mailArrived(workspace, rings, logs);
  }

  private ringAgain({ lease, message }: Turn): void {
    this.kit.bell.ring([{ mailboxId: lease.mailboxId, capability: message.capability }]);
  }
}

/** What a turn is known by in traces. */
function factsOf({ id, lease, message, attempt }: Turn): Readonly<Record<string, string | number>> {
  const { workspace, agentName: agent, conversationId: conversation_id } = lease;
  return { turn: id, message_id: message.id, conversation_id, agent, workspace, attempt };
}

/** Replies and messages to an agent by its name ask for none. */
function capabilityOf({ message }: Turn): string {
  return message.capability ?? 'none';
}
