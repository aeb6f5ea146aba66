import { callOf } from '../calls/call-of.js';
import type { BodyOf, CallOptions } from '../calls/operation.js';
import type { Connection } from '../connection/connection.js';
import { readJson } from '../connection/read-answer.js';
import type { components } from '../generated/openapi.js';
import type { MessageAccepted } from './message-failed-error.js';

/** Where a message would go, and what would follow from it. */
export type MessageDryRun = components['schemas']['MessageDryRun'];

/** Sends a message; the server may hold its answer for as long as it was asked to. */
export async function sendMessage(
  connection: Connection,
  message: BodyOf<'sendMessage'>,
  options: CallOptions = {},
  heldMs = holdOf(message.wait),
): Promise<MessageAccepted> {
  const call = { ...callOf('sendMessage', [message, options]), heldMs };
  return (await connection.call(call, readJson)) as MessageAccepted;
}

/** Says where a message would go, and sends nothing. */
export async function explainMessage(
  connection: Connection,
  message: BodyOf<'sendMessage'>,
  options: CallOptions = {},
): Promise<MessageDryRun> {
  const call = callOf('sendMessage', [message, { ...options, dry_run: true }]);
  return (await connection.call(call, readJson)) as MessageDryRun;
}

const part = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g;
const units: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 60e3, h: 3_600e3, d: 86_400e3 };
const longestHoldMs = 300_000;

/** How long the answer is held by what a message says. */
export function holdOf(wait: string | boolean | undefined): number {
  if (wait === undefined || wait === false) return 0;
  if (wait === true) return longestHoldMs;
  const parts = [...wait.matchAll(part)];
  const total = parts.reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0),
    0,
  );
  return Math.min(total, longestHoldMs);
}
