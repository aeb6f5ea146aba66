import type { JsonObject } from '#protocol';
import type { TurnOutcome } from '#messaging';

/** A message as the table has it, and what became of it. */
export interface StoredMessage {
  readonly id: string;
  readonly content: JsonObject;
  /** Virtual milliseconds. */
  readonly replyBy: number | undefined;
  status: 'delivered' | TurnOutcome['status'];
  error: JsonObject | undefined;
  /** How many commits settled it: more than one would be a broken promise. */
  settlements: number;
}

export interface StoredMailbox {
  readonly id: string;
  readonly messages: StoredMessage[];
  notBefore: number;
  rungAt: number;
  attempts: number;
  crashes: number;
  token: string | undefined;
  epoch: number;
  leaseUntil: number;
  suspect: boolean;
}

export function emptyMailbox(id: string): StoredMailbox {
  return {
    id,
    messages: [],
    notBefore: -Infinity,
    rungAt: -Infinity,
    attempts: 0,
    crashes: 0,
    token: undefined,
    epoch: 0,
    leaseUntil: -Infinity,
    suspect: false,
  };
}

export function headOf(box: StoredMailbox): StoredMessage | undefined {
  return box.messages.find(({ status }) => status === 'delivered');
}

export function free(box: StoredMailbox): void {
  box.token = undefined;
  box.leaseUntil = -Infinity;
  box.rungAt = -Infinity;
}

/** Ends a message; when it was the head, the next one begins unblamed. */
export function endMessage(
  box: StoredMailbox,
  message: StoredMessage,
  status: TurnOutcome['status'],
  error: JsonObject | undefined,
): void {
  const wasHead = message === headOf(box);
  message.status = status;
  message.error = error;
  message.settlements += 1;
  if (!wasHead) return;
  box.attempts = 0;
  box.crashes = 0;
  box.suspect = false;
  box.notBefore = -Infinity;
}

export function isFree(box: StoredMailbox, now: number): boolean {
  return box.leaseUntil === -Infinity && box.notBefore <= now;
}
