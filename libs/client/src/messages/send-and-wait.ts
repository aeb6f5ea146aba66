import { newKey } from '../calls/new-key.js';
import type { BodyOf, CallOptions } from '../calls/operation.js';
import type { Connection } from '../connection/connection.js';
import { pause } from '../connection/pause.js';
import { fullJitter } from '../connection/repetition.js';
import { CaxtonError } from '../errors/caxton-error.js';
import { MessageFailedError, type Message, type MessageAccepted } from './message-failed-error.js';
import { sendMessage } from './send-message.js';

/** A message as it is sent. */
export type MessageToSend = BodyOf<'sendMessage'>;

/** What lies between us and the server may end requests that take longer. */
const longestHoldMs = 20_000;

const usualWaitMs = 300_000;

/** What asking takes, beside waiting. */
const graceMs = 5_000;

/**
 * Sends a message and gives the reply to it. The request is held by the server and made again under the same
 * key until the reply is there: the message is stored once. Thrown: MessageFailedError when it failed; CaxtonError
 * NO_REPLY when none came in `timeoutMs` (five minutes if not said), or when it ended without one.
 */
export async function sendAndWait(
  connection: Connection,
  message: MessageToSend,
  options: CallOptions = {},
): Promise<Message> {
  const { timeoutMs = usualWaitMs, idempotencyKey = newKey(), ...rest } = options;
  const until = performance.now() + timeoutMs;
  for (let round = 1; ; round += 1) {
    const leftMs = Math.max(1, until - performance.now());
    const holdMs = Math.ceil(Math.min(longestHoldMs, leftMs));
    const heldUntil = performance.now() + holdMs;
    const held = { ...message, wait: `${String(holdMs)}ms` };
    const call = { ...rest, idempotencyKey, timeoutMs: leftMs - holdMs + graceMs };
    const accepted = await sendMessage(connection, held, call, holdMs);
    const reply = replyIn(accepted);
    if (reply !== undefined) return reply;
    const now = performance.now();
    if (now >= until) throw noReply(accepted, timeoutMs);
    // Answered sooner than asked: people have to decide, which takes them longer than this.
    if (now < heldUntil) await pause(Math.min(fullJitter(round + 2, 1), until - now), rest.signal);
  }
}

const settled = ['completed', 'failed', 'expired', 'cancelled'];

function replyIn(accepted: MessageAccepted): Message | undefined {
  const { reply, status, message_id: id } = accepted;
  if (reply?.performative === 'failure') throw new MessageFailedError(accepted, reply);
  if (reply !== undefined && reply !== null) return reply;
  if (!settled.includes(status)) return undefined;
  throw new CaxtonError('NO_REPLY', `${id} is ${status} and has no reply`, {
    details: { ...accepted },
  });
}

function noReply(accepted: MessageAccepted, timeoutMs: number): CaxtonError {
  const message = `No reply to ${accepted.message_id} came within ${String(timeoutMs)} ms`;
  return new CaxtonError('NO_REPLY', message, { details: { ...accepted } });
}
