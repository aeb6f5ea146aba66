import type { LoggedEvent } from '#protocol';
import { createId, type Statement, type Tx } from '#platform';
import { appendWords } from '../append/append-mail.js';
import { putMessages } from '../append/append.repository.js';
import { arrivalOf, logEvents, type LogEntry } from '../append/event-log.repository.js';
import { continuingFor, readContinued, type Numbering } from '../append/numbering.repository.js';
import { withdrawApprovals } from '../approvals/approval-end.repository.js';
import { giveAnswers, handOver, mayBeAwaited, type HandedOver } from '../asking/hand-over.js';
import { spendBudgets } from '../budget/message-budget.repository.js';
import { readCancelFacts } from '../cancel/cancel.repository.js';
import { abandonSteps } from '../journal/abandoned-steps.repository.js';
import { CancelAsked, LeaseLost, MailboxBroken, MessageBudgetSpent } from '../messaging.errors.js';
import { supersede, type MailedMailbox, type NewMessage } from '../new-message.js';
import { endingOf, headsOf, toHeads } from './head.repository.js';
import { pinVersion, readSettled, settlingOf, type Settled } from './mailbox.repository.js';
import type { Turn, TurnOutcome, WaitingMessage } from './turn.js';

/** A turn that has run, and how it ended. */
export interface EndedTurn {
  readonly turn: Turn;
  readonly outcome: TurnOutcome;
  /** Whether the lease is to go on for the next head. */
  readonly more: boolean;
}

/** What a commit leaves to be done after it: bells to ring, a log that grew, the next turn. */
export interface Committed {
  readonly rings: readonly MailedMailbox[];
  readonly lastEvent: number;
  readonly completed: boolean;
  /** The next head of the same mailbox, under the same lease. */
  readonly next: Turn | undefined;
}

/** By what rules turns are settled. */
export interface SettleTerms {
  readonly leaseMs: number;
  /** Messages to agents that one message of a client may lead to. */
  readonly mostCaused: number;
  /** What a turn cost, in thousand-millionths of the currency. @default nothing is known to cost anything */
  readonly costOf?:
    ((outcome: Pick<TurnOutcome, 'model' | 'tokens'>) => number | undefined) | undefined;
}

/** One of them, with what it says, what the fence told of it, and what waits behind it. */
interface Settling extends EndedTurn {
  readonly messages: readonly NewMessage[];
  readonly settled: Settled;
  readonly behind: WaitingMessage | undefined;
}

/**
 * Writes everything that turns of one workspace did, each of a conversation of its own, in the given
 * transaction, and commits it: in two round trips where nobody sends mail to others. Numbers are taken
 * before the fence (append order): conversations, mailboxes, messages. The first one's result has the
 * rings of all. Thrown when one of them cannot be written as it is: {@link LeaseLost}, {@link CancelAsked},
 * {@link MessageBudgetSpent}; then none is.
 *
 * @param first what is said before anything else, such as the locks of several conversations
 */
export async function settleTurns(
  tx: Tx,
  turns: readonly EndedTurn[],
  terms: SettleTerms,
  first: readonly Saying[] = [],
): Promise<Committed[]> {
  const words = turns.flatMap(wordsOf);
  // Handing over locks as well, with the patience that is said first.
  const isSaid = mayBeAwaited(words) && first.length > 0;
  if (isSaid) await tx.together(first);
  const given = await handOver(tx, turns.map(conversationOf), words);
  const said = new Map(turns.map((one) => [conversationOf(one), [] as NewMessage[]]));
  for (const message of given.messages) said.get(message.conversationId)?.push(message);
  const { settling, numberings } = await passFence(tx, turns, said, {
    terms,
    first: isSaid ? [] : first,
  });
  await endOthers(tx, settling, terms);
  const next = await beginNext(tx, settling);
  const rings = await write(tx, turns, given, numberings);
  const grown = new Map(numberings.map((one) => [one.conversationId, one]));
  return turns.map((one, index) => ({
    rings: index === 0 ? rings : [],
    next: next.get(one.turn.lease.mailboxId),
    ...grownOf(one, grown),
  }));
}

/** A statement with its values. */
export type Saying = readonly [Statement, readonly unknown[]];

/** The last of it: messages, log and COMMIT in one round trip, unless something else is written too. */
async function write(
  tx: Tx,
  turns: readonly EndedTurn[],
  given: HandedOver,
  numberings: readonly Numbering[],
): Promise<MailedMailbox[]> {
  const { messages } = given;
  const log = turns.flatMap(logOf);
  const others = turns.flatMap(({ outcome }) => outcome.alongside ?? []);
  if (given.awaited.length === 0 && others.length === 0) {
    return appendWords(tx, { messages, log, numberings });
  }
  const rings = await putMessages(tx, messages, numberings);
  rings.push(...(await giveAnswers(tx, given)));
  await logEvents(tx, log, numberings);
  for (const other of others) await other(tx);
  return rings;
}

function conversationOf({ turn }: EndedTurn): string {
  return turn.lease.conversationId;
}

function wordsOf({ turn: { message }, outcome }: EndedTurn): NewMessage[] {
  return supersede(outcome.messages, message.id, message.outdatedReplyId);
}

type Said = ReadonlyMap<string, readonly NewMessage[]>;

/**
 * In one round trip, whose statements need nothing of each other: numbers, the fence, the end of the messages,
 * and what waits behind them. What follows the fence undoes itself with the transaction where a lease was lost.
 */
async function passFence(
  tx: Tx,
  turns: readonly EndedTurn[],
  said: Said,
  { terms, first }: { readonly terms: SettleTerms; readonly first: readonly Saying[] },
): Promise<{ readonly settling: Settling[]; readonly numberings: Numbering[] }> {
  const changes = turns.map((one) => ({
    conversationId: conversationOf(one),
    messages: said.get(conversationOf(one)) ?? [],
    events: one.outcome.events.length,
    settled: 1,
  }));
  const asked = turns.map(({ turn: { lease }, more }) => ({ lease, more }));
  const ends = turns.map((one) => ({ ...one, cost: terms.costOf?.(one.outcome) }));
  const goingOn = turns.filter(({ more }) => more).map(mailboxOf);
  const answers = await tx.together([
    ...first,
    continuingFor(tx.caller, changes),
    settlingOf(asked, terms.leaseMs),
    endingOf(tx.caller, ends),
    ...(goingOn.length === 0 ? [] : [headsOf(goingOn)]),
  ]);
  const [numbers = [], mailboxes = [], ended = [], heads = []] = answers.slice(first.length);
  const settledOf = readSettled(asked, mailboxes);
  const behindOf = toHeads(heads);
  const settling = turns.map((one) => {
    const settled = settledOf.get(mailboxOf(one));
    if (settled === undefined) throw new LeaseLost(mailboxOf(one));
    const behind = behindOf.get(mailboxOf(one));
    return { ...one, settled, behind, messages: said.get(conversationOf(one)) ?? [] };
  });
  const numberings = readContinued(changes, numbers);
  const isEnded = new Set(ended.map((row) => row['id'] as string));
  const unsettled = turns.find(({ turn }) => !isEnded.has(turn.message.id));
  if (unsettled !== undefined) throw await whyNotSettled(tx, unsettled.turn);
  return { settling, numberings };
}

function mailboxOf({ turn }: EndedTurn): string {
  return turn.lease.mailboxId;
}

/** What ends with their messages. */
async function endOthers(
  tx: Tx,
  settling: readonly Settling[],
  { mostCaused }: SettleTerms,
): Promise<void> {
  await spend(tx, settling, mostCaused);
  const cancelled = settling.filter(({ outcome }) => outcome.status === 'cancelled');
  if (cancelled.length === 0) return;
  const ids = cancelled.map(({ turn }) => turn.message.id);
  await abandonSteps(tx, ids);
  await withdrawApprovals(tx, ids);
}

/** Not for failures: they are told however much was sent. */
async function spend(tx: Tx, settling: readonly Settling[], mostCaused: number): Promise<void> {
  const spendings = settling
    .filter(({ outcome }) => outcome.status === 'completed')
    .map(({ turn, messages }) => ({ spender: turn.message, messages }));
  const overspent = await spendBudgets(tx, spendings, mostCaused);
  if (overspent !== undefined) throw new MessageBudgetSpent(overspent.spender.id);
}

/** Read in the transaction of the commit, which holds the conversation: nobody cancels meanwhile. */
async function whyNotSettled(tx: Tx, { lease, message }: Turn): Promise<Error> {
  const isAsked = (await readCancelFacts(tx, message.id)) !== undefined;
  return isAsked ? new CancelAsked(message.id) : new MailboxBroken(lease.mailboxId, message.id);
}

/** By mailbox: the next turns of those whose leases go on. */
async function beginNext(tx: Tx, settling: readonly Settling[]): Promise<Map<string, Turn>> {
  const next = new Map<string, Turn>();
  for (const { turn, settled, behind: message } of settling) {
    if (!settled.kept) continue;
    const { mailboxId } = turn.lease;
    if (message === undefined) throw new MailboxBroken(mailboxId, 'after a commit');
    const lease = { ...turn.lease, agentVersion: settled.agentVersion };
    if (settled.isToPin) await pinVersion(tx, lease);
    const startedAt = settled.startedAt ?? undefined;
    next.set(mailboxId, {
      id: createId('turn'),
      lease,
      message,
      startedAt,
      attempt: 1,
      crashes: 0,
    });
  }
  return next;
}

function grownOf(
  one: EndedTurn,
  numberings: ReadonlyMap<string, Numbering>,
): { lastEvent: number; completed: boolean } {
  const numbering = numberings.get(conversationOf(one));
  return { lastEvent: numbering?.lastEvent ?? 0, completed: numbering?.completed ?? false };
}

/** What happened in the turn, then what it said. */
function logOf({ turn, outcome }: EndedTurn): LogEntry[] {
  return [
    ...outcome.events.map((event) => entryOf(turn, event)),
    ...outcome.messages.map(arrivalOf),
  ];
}

/** A fact about the message of a turn, for the log. */
export function entryOf(turn: Turn, event: LoggedEvent): LogEntry {
  return { ...event, conversationId: turn.lease.conversationId, messageId: turn.message.id };
}
