import { randomUUID } from 'node:crypto';
import type { JsonObject, LoggedEvent } from '#protocol';
import { createId, systemCaller, type Caller, type Database, type Tx } from '#platform';
import { putMessages } from '../append/append.repository.js';
import { goOnWithTrace } from '../append/go-on-with-trace.js';
import { arrivalOf, logEvents, type LogEntry } from '../append/event-log.repository.js';
import { continueForSettlement, type Numbering } from '../append/numbering.repository.js';
import { giveAnswers, handOver } from '../asking/hand-over.js';
import { readCancelFacts } from '../cancel/cancel.repository.js';
import { cancelTurn } from '../cancel/cancel-turn.js';
import { withdrawApprovals } from '../approvals/approval-end.repository.js';
import { abandonSteps } from '../journal/abandoned-steps.repository.js';
import { endSpent } from '../budget/end-spent.js';
import { spendBudget } from '../budget/message-budget.repository.js';
import { CancelAsked, LeaseLost, MailboxBroken, MessageBudgetSpent } from '../messaging.errors.js';
import { supersede, type MailedMailbox, type NewMessage } from '../new-message.js';
import { park, type Parked } from '../suspension/park.js';
import type { Suspension } from '../suspension/suspension.js';
import { noteFailedAttempt, readHead, settleHead } from './head.repository.js';
import {
  beginNextTurn,
  claimMailbox,
  pinVersion,
  renewLeases,
  settleMailbox,
  yieldMailbox,
  type ChosenVersion,
  type Claimed,
} from './mailbox.repository.js';
import { readWaitingMail } from './sweep.repository.js';
import type { Company, Lease, Turn, TurnOutcome, WaitingMessage } from './turn.js';

const pendingCheck = 'conversations_pending';

/** Who claims, and how long a lease lasts without renewal. */
export interface MailboxSettings {
  /** Name of this worker process. */
  readonly owner: string;
  /** @default 10 seconds */
  readonly leaseMs: number;
  /** Messages to agents that one message of a client may lead to. @default 500 (`CAXTON_MAX_CAUSED_MESSAGES`) */
  readonly mostCaused: number;
  /** What a turn cost, in thousand-millionths of the currency. @default nothing is known to cost anything */
  readonly costOf?:
    ((outcome: Pick<TurnOutcome, 'model' | 'tokens'>) => number | undefined) | undefined;
}

/** What a commit leaves to be done after it: bells to ring, a log that grew, the next turn. */
export interface Committed {
  readonly rings: readonly MailedMailbox[];
  readonly lastEvent: number;
  readonly completed: boolean;
  /** The next head of the same mailbox, under the same lease. */
  readonly next: Turn | undefined;
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
  constructor(
    private readonly database: Database,
    private readonly settings: MailboxSettings,
  ) {}

  /** Takes the head of a mailbox, or nothing when it is empty, held, paused or not yet due. */
  async claim(mailboxId: string, company: Company = 'anybody'): Promise<Turn | undefined> {
    return this.database.read(systemCaller, async (tx) => {
      const { owner, leaseMs } = this.settings;
      const token = randomUUID();
      const claimed = await claimMailbox(tx, { mailboxId, owner, token, leaseMs, company });
      if (claimed === undefined) return undefined;
      const message = await readHead(tx, mailboxId);
      if (message === undefined) {
        await yieldMailbox(tx, claimed.lease, { delayMs: 0, giveBackAttempt: true });
        return undefined;
      }
      const { lease, attempt, crashes } = goingOn(claimed, message);
      if (claimed.isToPin) await pinVersion(tx, lease);
      return { id: createId('turn'), message, lease, attempt, crashes };
    });
  }

  /**
   * Writes everything a turn did, or nothing. With `more`, the next head comes back under the same
   * lease. When the message was cancelled before, it ends as cancelled and says nothing of what the
   * turn wanted to say; when it would send more than its budget, as failed. Thrown when the lease is lost:
   * {@link LeaseLost}.
   */
  async commit(turn: Turn, outcome: TurnOutcome, more: boolean): Promise<Committed> {
    try {
      if (outcome.status !== 'cancelled') {
        return await this.settle(turn, more, () => Promise.resolve(outcome));
      }
    } catch (error) {
      if (error instanceof MessageBudgetSpent) {
        return this.commitSpent(turn, outcome, more);
      }
      if (!(error instanceof CancelAsked)) throw error;
    }
    return this.settle(turn, more, async (tx) => {
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
      await logEvents(tx, [entry(turn, event)], [numbering]);
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
      return await this.settle(turn, more, (tx) =>
        endSpent(tx, turn, outcome, this.settings.mostCaused),
      );
    } catch (error) {
      if (!(error instanceof CancelAsked)) throw error;
      return this.commit(turn, { ...outcome, messages: [] }, more);
    }
  }

  private async settle(
    turn: Turn,
    more: boolean,
    decide: (tx: Tx) => Promise<TurnOutcome>,
  ): Promise<Committed> {
    const { lease, message } = turn;
    return this.fenced(lease, async (tx) => {
      const outcome = await decide(tx);
      const said = supersede(outcome.messages, message.id, message.outdatedReplyId);
      const given = await handOver(tx, [lease.conversationId], said);
      const { messages } = given;
      const numbering = await continueForSettlement(tx, {
        conversationId: lease.conversationId,
        messages,
        events: outcome.events.length,
        settled: 1,
      });
      const settled = await settleMailbox(tx, lease, { more, leaseMs: this.settings.leaseMs });
      if (settled === undefined) throw new LeaseLost(lease.mailboxId);
      const cost = this.settings.costOf?.(outcome);
      if (!(await settleHead(tx, lease, message.id, settled, { ...outcome, cost }))) {
        throw await whyNotSettled(tx, turn);
      }
      if (outcome.status === 'completed') await this.spend(tx, turn, messages);
      if (outcome.status === 'cancelled') {
        await abandonSteps(tx, [message.id]);
        await withdrawApprovals(tx, [message.id]);
      }
      const rings = await putMessages(tx, goOnWithTrace(turn, messages), [numbering]);
      rings.push(...(await giveAnswers(tx, given)));
      await logEvents(tx, logOf(turn, outcome), [numbering]);
      await outcome.alongside?.(tx);
      const next = settled.kept ? await this.nextTurn(tx, lease, settled) : undefined;
      return { rings, next, ...grown(numbering) };
    });
  }

  /** Not for failures: they are told however much was sent. */
  private async spend(tx: Tx, turn: Turn, messages: readonly NewMessage[]): Promise<void> {
    if (!(await spendBudget(tx, turn.message, messages, this.settings.mostCaused))) {
      throw new MessageBudgetSpent(turn.message.id);
    }
  }

  /** Numbers are taken before the fence (append order); a zombie may be refused there already. */
  private async fenced<T>(lease: Lease, work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await this.database.transaction(onBehalfOf(lease), work);
    } catch (error) {
      throw isOverdrawn(error) ? new LeaseLost(lease.mailboxId) : error;
    }
  }

  private async nextTurn(
    tx: Tx,
    lease: Lease,
    { agentVersion, isToPin }: ChosenVersion,
  ): Promise<Turn | undefined> {
    const message = await readHead(tx, lease.mailboxId);
    if (message === undefined) throw new MailboxBroken(lease.mailboxId, 'after a commit');
    await beginNextTurn(tx, lease);
    const kept = { ...lease, agentVersion };
    if (isToPin) await pinVersion(tx, kept);
    return { id: createId('turn'), lease: kept, message, attempt: 1, crashes: 0 };
  }
}

/** A turn that was suspended goes on with the version of its agent that it began with. */
function goingOn(claimed: Claimed, { keptVersion }: WaitingMessage): Claimed {
  if (keptVersion === undefined) return claimed;
  return { ...claimed, lease: { ...claimed.lease, agentVersion: keptVersion } };
}

/** Nothing is pending in the conversation any more: whoever took over has settled the message. */
function isOverdrawn(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === pendingCheck;
}

/** Read in the transaction of the commit, which holds the conversation: nobody cancels meanwhile. */
async function whyNotSettled(tx: Tx, { lease, message }: Turn): Promise<Error> {
  const isAsked = (await readCancelFacts(tx, message.id)) !== undefined;
  return isAsked ? new CancelAsked(message.id) : new MailboxBroken(lease.mailboxId, message.id);
}

function onBehalfOf(lease: Lease): Caller {
  return { workspace: lease.workspace, principal: lease.agentName };
}

function grown({ lastEvent, completed }: Numbering): { lastEvent: number; completed: boolean } {
  return { lastEvent, completed };
}

/** What happened in the turn, then what it said. */
function logOf(turn: Turn, outcome: TurnOutcome): LogEntry[] {
  return [...outcome.events.map((event) => entry(turn, event)), ...outcome.messages.map(arrivalOf)];
}

function entry(turn: Turn, event: LoggedEvent): LogEntry {
  return { ...event, conversationId: turn.lease.conversationId, messageId: turn.message.id };
}
