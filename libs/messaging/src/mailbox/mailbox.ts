import type { JsonObject, LoggedEvent } from '#protocol';
import { systemCaller, type Database } from '#platform';
import { goOnWithTrace } from '../append/go-on-with-trace.js';
import { logEvents } from '../append/event-log.repository.js';
import { continueForSettlement } from '../append/numbering.repository.js';
import { cancelTurn } from '../cancel/cancel-turn.js';
import { endSpent } from '../budget/end-spent.js';
import { CancelAsked, LeaseLost, MailboxBroken, MessageBudgetSpent } from '../messaging.errors.js';
import type { MailedMailbox } from '../new-message.js';
import { park, type Parked } from '../suspension/park.js';
import type { Suspension } from '../suspension/suspension.js';
import { onBehalfOf } from '../on-behalf-of.js';
import { Claims } from './claims.js';
import { noteFailedAttempt } from './head.repository.js';
import { renewLeases } from './mailbox.repository.js';
import { entryOf, type Committed, type SettleTerms } from './settle-turns.js';
import { readWaitingMail } from './sweep.repository.js';
import { TurnCommits } from './turn-commits.js';
import type { Company, Lease, Turn, TurnOutcome } from './turn.js';
import { yieldMailbox } from './yield.repository.js';

/** Who claims, and how long a lease lasts without renewal. */
export interface MailboxSettings extends SettleTerms {
  /** Name of this worker process. */
  readonly owner: string;
  /** @default 10 seconds */
  readonly leaseMs: number;
  /** Messages to agents that one message of a client may lead to. @default 500 (`CAXTON_MAX_CAUSED_MESSAGES`) */
  readonly mostCaused: number;
  /** Shared claims, and shared commits, at the same time. @default 2; 1 on the embedded server, which has one session */
  readonly maxInFlight?: number | undefined;
}

/**
 * A mailbox (agent × conversation) gives its messages in order to one turn at a time.
 *
 *   claim ──▶ turn ──▶ commit ──▶ next turn … ──▶ free
 *                 ├──▶ postpone: the head waits and is tried again
 *                 ├──▶ suspend:  parked until what its turn waits for comes; then it goes on
 *                 └──▶ release:  the worker stops; the next one starts afresh
 *
 * A claim writes a lease (epoch + 1, a random token) that lasts a few seconds and is renewed. Every
 * write of a turn first proves epoch and token in its own transaction (the fence), so a worker that
 * was stopped, swapped out or cut off, and wakes after somebody else took over, writes nothing. The
 * token is there because a claim is not durable: after a crash of Postgres the same epoch may be
 * given twice, the same token never. See ADR-0006.
 */
export class Mailbox {
  private readonly claims: Claims;
  private readonly commits: TurnCommits;

  constructor(
    private readonly database: Database,
    private readonly settings: MailboxSettings,
  ) {
    const { maxInFlight = 2 } = settings;
    this.claims = new Claims(database, settings);
    this.commits = new TurnCommits(database, settings, maxInFlight);
  }

  /** Takes the head of a mailbox, or nothing when it is empty, held, paused or not yet due. */
  claim(mailboxId: string, company: Company = 'anybody'): Promise<Turn | undefined> {
    return this.claims.claim(mailboxId, company);
  }

  /**
   * Writes everything a turn did, or nothing. With `more`, the next head comes back under the same
   * lease. When the message was cancelled before, it ends as cancelled and says nothing of what the
   * turn wanted to say; when it would send more than its budget, as failed. Thrown when the lease is lost:
   * {@link LeaseLost}.
   */
  async commit(turn: Turn, outcome: TurnOutcome, more: boolean): Promise<Committed> {
    const traced = { ...outcome, messages: goOnWithTrace(turn, outcome.messages) };
    try {
      if (outcome.status !== 'cancelled') {
        return await this.commits.commit({ turn, outcome: traced, more });
      }
    } catch (error) {
      if (error instanceof MessageBudgetSpent) {
        return this.commitSpent(turn, outcome, more);
      }
      if (!(error instanceof CancelAsked)) throw error;
    }
    return this.commits.commitAs({ turn, more }, async (tx) => {
      const cancelled = await cancelTurn(tx, turn, outcome);
      if (cancelled === undefined) throw new MailboxBroken(turn.lease.mailboxId, turn.message.id);
      return cancelled;
    });
  }

  /** Leaves the head waiting for `delayMs` and says why. Its own mailbox waits, no other. */
  async postpone(turn: Turn, delayMs: number, error: JsonObject): Promise<number> {
    const { lease, message } = turn;
    return this.database.transaction(onBehalfOf(lease), async (tx) => {
      const event: LoggedEvent = {
        type: 'turn.retried',
        data: { turn: turn.id, attempt: turn.attempt, retry_in_ms: delayMs, error },
      };
      const numbering = await continueForSettlement(tx, {
        conversationId: lease.conversationId,
        messages: [],
        events: 1,
        settled: 0,
      });
      const left = await yieldMailbox(tx, lease, { delayMs, giveBackAttempt: false });
      if (left === undefined) throw new LeaseLost(lease.mailboxId);
      await noteFailedAttempt(tx, lease.workspace, message.id, left.attempts, error);
      await logEvents(tx, [entryOf(turn, event)], [numbering]);
      return numbering.lastEvent;
    });
  }

  /**
   * Parks the mailbox and writes what its turn waits for: a decision of people. No worker is needed and no
   * attempt is used until it comes. Thrown when the lease is lost: {@link LeaseLost}.
   */
  async suspend(turn: Turn, suspension: Suspension): Promise<Parked> {
    return this.database.transaction(onBehalfOf(turn.lease), (tx) =>
      park(tx, turn, suspension, this.settings.mostCaused),
    );
  }

  /**
   * Gives a mailbox back untouched, for a worker that stops or (after `delayMs`) for another that has
   * the code. A lost lease is nobody's loss.
   */
  async release(turn: Turn, delayMs = 0): Promise<void> {
    await this.database.read(onBehalfOf(turn.lease), (tx) =>
      yieldMailbox(tx, turn.lease, { delayMs, giveBackAttempt: true }),
    );
  }

  /** Renews many leases in one statement and gives the mailboxes that are still ours. */
  async renew(leases: readonly Lease[]): Promise<Set<string>> {
    return this.database.read(systemCaller, (tx) => renewLeases(tx, leases, this.settings.leaseMs));
  }

  /** Of these mailboxes, those with mail and nobody at work. */
  async waiting(mailboxIds: readonly string[]): Promise<MailedMailbox[]> {
    return this.database.read(systemCaller, (tx) => readWaitingMail(tx, mailboxIds));
  }

  /** Who cancels it meanwhile comes first. */
  private async commitSpent(turn: Turn, outcome: TurnOutcome, more: boolean): Promise<Committed> {
    try {
      return await this.commits.commitAs({ turn, more }, (tx) =>
        endSpent(tx, turn, outcome, this.settings.mostCaused),
      );
    } catch (error) {
      if (!(error instanceof CancelAsked)) throw error;
      return this.commit(turn, { ...outcome, messages: [] }, more);
    }
  }
}
