import type { CancelOutcome, Cancellation, MessageStatus } from '#protocol';

/** A message, as far as cancelling it depends on it. */
export interface CancelState {
  readonly id: string;
  readonly status: MessageStatus;
  /** It waits in a mailbox. An answer for a client does not, and nothing of it can be cancelled. */
  readonly isMail: boolean;
  /** Its cancellation has been asked for. */
  readonly isAsked: boolean;
}

/** What cancelling does to a message, by how it stands after the cancellation was written down. */
export function outcomeOf({ status, isMail, isAsked }: CancelState): CancelOutcome {
  if (status === 'cancelled') return 'cancelled';
  return isOpen({ status, isMail }) && isAsked ? 'cancelling' : 'settled';
}

const openStatuses: ReadonlySet<MessageStatus> = new Set(['delivered', 'processing', 'waiting']);

/** Whether there is anything to cancel. */
export function isOpen({ status, isMail }: Pick<CancelState, 'status' | 'isMail'>): boolean {
  return isMail && openStatuses.has(status);
}

/** More messages than this are counted and not listed. */
const mostListed = 1_000;

/** The answer for all messages that a cancellation touched, in their order. */
export function summarize(
  states: readonly CancelState[],
): Pick<Cancellation, 'outcome' | 'messages' | 'counts'> {
  const counts = { cancelled: 0, cancelling: 0, settled: 0 };
  for (const state of states) counts[outcomeOf(state)] += 1;
  const messages = states.slice(0, mostListed).map((state) => {
    const outcome = outcomeOf(state);
    const status = outcome === 'cancelling' ? 'processing' : state.status;
    return { message_id: state.id, outcome, status };
  });
  return { outcome: ofAll(counts), messages, counts };
}

function ofAll(counts: Cancellation['counts']): CancelOutcome {
  if (counts.cancelling > 0) return 'cancelling';
  return counts.cancelled > 0 ? 'cancelled' : 'settled';
}

/** A message whose cancellation was asked for, beside the lease of its mailbox. */
export interface AskedMessage {
  readonly isHead: boolean;
  /** A turn holds its mailbox. */
  readonly isHeld: boolean;
  /** Its turn had time enough to stop by itself. */
  readonly isOverdue: boolean;
}

/**
 * Whether to end a message without its turn. A turn that runs ends it itself, with what it has done so
 * far; one that does not within a few seconds hangs, and its lease is taken from it.
 */
export function mayEnd({ isHead, isHeld, isOverdue }: AskedMessage): boolean {
  return !(isHead && isHeld) || isOverdue;
}
