import type { LoggedEvent } from '#protocol';
import type { Tx } from '#platform';
import { logEvents } from '../append/event-log.repository.js';
import { continueForSettlement } from '../append/numbering.repository.js';
import { readCancelFacts } from '../cancel/cancel.repository.js';
import {
  areAllUndecided,
  requestApprovals,
  type RequestedApproval,
} from '../approvals/approval-request.repository.js';
import { LeaseLost } from '../messaging.errors.js';
import { yieldMailbox } from '../mailbox/mailbox.repository.js';
import { lockConversation } from '../mailbox/settle-waiting.repository.js';
import type { Turn } from '../mailbox/turn.js';
import type { MailedMailbox } from '../new-message.js';
import { keepSuspendedTurn, parkMailbox, wakeMailbox } from './park.repository.js';
import type { Suspension } from './suspension.js';

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
export async function park(tx: Tx, turn: Turn, suspension: Suspension): Promise<Parked> {
  const { lease, message } = turn;
  await lockConversation(tx, lease.conversationId);
  if ((await readCancelFacts(tx, message.id)) !== undefined) return giveBack(tx, turn);
  const numbering = await continueForSettlement(tx, {
    conversationId: lease.conversationId,
    messages: [],
    events: suspension.approvals.length + 1,
    settled: 0,
  });
  const parked = await parkMailbox(tx, lease);
  if (parked === undefined) throw new LeaseLost(lease.mailboxId);
  await keepSuspendedTurn(tx, message.id, parked, lease.agentVersion);
  const requested = await requestApprovals(tx, turn, suspension.approvals);
  const entries = logOf(turn, requested, suspension).map((event) => ({
    ...event,
    conversationId: lease.conversationId,
    messageId: message.id,
  }));
  await logEvents(tx, entries, [numbering]);
  const mustWait = await areAllUndecided(tx, suspension.undecided);
  const rings = mustWait ? [] : await wakeMailbox(tx, lease.mailboxId);
  return { rings, lastEvent: numbering.lastEvent };
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
  { undecided }: Suspension,
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
  return [...asked, { type: 'turn.suspended', data: { turn: turn.id, approvals } }];
}
