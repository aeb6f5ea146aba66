import type { JsonObject, LoggedEvent } from '#protocol';
import type { Tx } from '#platform';
import { putMessages } from '../append/append.repository.js';
import { goOnWithTrace } from '../append/go-on-with-trace.js';
import { arrivalOf, logEvents } from '../append/event-log.repository.js';
import { continueForSettlement } from '../append/numbering.repository.js';
import { readCancelFacts } from '../cancel/cancel.repository.js';
import {
  areAllUndecided,
  requestApprovals,
  type RequestedApproval,
} from '../approvals/approval-request.repository.js';
import {
  findEntangledAgents,
  giveUpEntangled,
  keepQuestions,
  readQuestionStandings,
} from '../asking/question.repository.js';
import { messageBudgetExceeded } from '../budget/budget-exceeded.js';
import { spendBudgets } from '../budget/message-budget.repository.js';
import { LeaseLost } from '../messaging.errors.js';
import { yieldMailbox } from '../mailbox/yield.repository.js';
import { lockConversation } from '../mailbox/settle-waiting.repository.js';
import type { Turn } from '../mailbox/turn.js';
import type { MailedMailbox, NewMessage } from '../new-message.js';
import { keepSuspendedTurn, parkMailbox, wakeMailbox } from './park.repository.js';
import type { QuestionWanted, Suspension } from './suspension.js';

/** What is left to be done after the commit of a suspension. */
export interface Parked {
  readonly rings: readonly MailedMailbox[];
  /** Absent: nothing was logged. */
  readonly lastEvent: number | undefined;
}

/**
 * The commit of a turn that waits: its mailbox is parked and what it waits for is written, or nothing is.
 * What it waits for may have come meanwhile; then the mailbox is due again at once. When its message
 * was cancelled nothing is waited for: the next turn ends it.
 */
export async function park(
  tx: Tx,
  turn: Turn,
  suspension: Suspension,
  mostCaused: number,
): Promise<Parked> {
  const { lease, message } = turn;
  const { approvals, questions = [] } = suspension;
  await lockConversation(tx, lease.conversationId);
  if ((await readCancelFacts(tx, message.id)) !== undefined) return giveBack(tx, turn);
  const { put, barred } = await chooseQuestions(tx, turn, questions, mostCaused);
  const numbering = await continueForSettlement(tx, {
    conversationId: lease.conversationId,
    messages: put,
    events: approvals.length + 1,
    settled: 0,
  });
  const rings = await putMessages(tx, goOnWithTrace(turn, put), [numbering]);
  await keepQuestions(tx, turn, questions, barred);
  await giveUpEntangled(tx, turn, suspension.unanswered ?? []);
  const wait = await readWait(tx, turn, suspension);
  const parked = await parkMailbox(tx, lease, wait.ms);
  if (parked === undefined) throw new LeaseLost(lease.mailboxId);
  await keepSuspendedTurn(tx, message.id, parked, lease.agentVersion);
  const requested = await requestApprovals(tx, turn, approvals);
  const entries = logOf(turn, requested, suspension).map((event) => ({
    ...event,
    conversationId: lease.conversationId,
    messageId: message.id,
  }));
  await logEvents(tx, [...entries, ...put.map(arrivalOf)], [numbering]);
  await suspension.alongside?.(tx);
  const mustWait = !wait.isOver && (await areAllUndecided(tx, suspension.undecided));
  if (!mustWait) rings.push(...(await wakeMailbox(tx, lease.mailboxId)));
  return { rings, lastEvent: numbering.lastEvent };
}

/**
 * Those that are put, and why an agent must not be asked: it would wait for this very turn, or the budget is
 * spent. The conversation is locked.
 */
async function chooseQuestions(
  tx: Tx,
  turn: Turn,
  questions: readonly QuestionWanted[],
  mostCaused: number,
): Promise<{ put: readonly NewMessage[]; barred: ReadonlyMap<string, JsonObject> }> {
  const all = questions.flatMap(({ messages }) => messages);
  const ids = all.flatMap(({ agent }) => (agent === undefined ? [] : [agent.id]));
  const barred = await findEntangledAgents(tx, turn, ids);
  const put = all.filter(({ agent }) => agent !== undefined && !barred.has(agent.id));
  const spending = { spender: turn.message, messages: put };
  const overspent = await spendBudgets(tx, [spending], mostCaused);
  if (overspent === undefined) return { barred, put };
  const { code, reason, retryable } = messageBudgetExceeded(mostCaused);
  const spent = new Map(ids.map((id) => [id, { code, reason, retryable }]));
  return { barred: new Map([...spent, ...barred]), put: [] };
}

/** How long its questions are waited for, and whether one of them is joined already. */
async function readWait(
  tx: Tx,
  { message }: Turn,
  { questions = [], unanswered = [] }: Suspension,
): Promise<{ ms: number | undefined; isOver: boolean }> {
  const open = new Set([...questions.map(({ requestHash }) => requestHash), ...unanswered]);
  if (open.size === 0) return { ms: undefined, isOver: false };
  const all = await readQuestionStandings(tx, message.id);
  const waited = all.filter((one) => open.has(one.request_hash));
  return {
    ms: Math.max(0, Math.min(...waited.map((one) => one.left_ms))),
    isOver: waited.some((one) => one.is_joined),
  };
}

async function giveBack(tx: Tx, { lease, message }: Turn): Promise<Parked> {
  const left = await yieldMailbox(tx, lease, { delayMs: 0, giveBackAttempt: true });
  if (left === undefined) throw new LeaseLost(lease.mailboxId);
  const ring = { mailboxId: lease.mailboxId, capability: message.capability };
  return { rings: [ring], lastEvent: undefined };
}

function logOf(
  turn: Turn,
  requested: readonly RequestedApproval[],
  { undecided, questions = [] }: Suspension,
): LoggedEvent[] {
  const asked = requested.map(({ id, kind, name, why, expiresAt }) => ({
    type: 'approval.requested' as const,
    data: {
      ...{ approval_id: id, turn: turn.id, agent: turn.lease.agentName, kind, name },
      ...(why === undefined ? {} : { why }),
      expires_at: expiresAt.toISOString(),
    },
  }));
  const approvals = [...undecided, ...requested.map(({ id }) => id)];
  const answers = questions.flatMap(({ messages }) => messages.map(({ id }) => id));
  const data = {
    turn: turn.id,
    ...(approvals.length === 0 ? {} : { approvals }),
    ...(answers.length === 0 ? {} : { answers }),
  };
  return [...asked, { type: 'turn.suspended', data }];
}
