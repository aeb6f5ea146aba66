import { fieldErrors, parseDuration, type SendMessage } from '#protocol';
import type { NewMessage } from '../new-message.js';

/** Later than this there are no dates in RFC 3339: it stands for "never". */
const latest = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * When an answer is of no use any more, as the client said it: at an instant, after a time, or both,
 * whichever comes first. The time begins when Postgres stores the message, so that a clock of ours that is
 * wrong neither shortens nor lengthens it. Thrown for a deadline that has passed already: INVALID_REQUEST.
 */
export function readDeadline(
  { reply_by: replyBy, timeout }: Pick<SendMessage, 'reply_by' | 'timeout'>,
  now: number,
): Pick<NewMessage, 'replyBy' | 'timeoutMs'> {
  const instant = replyBy === undefined ? undefined : Date.parse(replyBy);
  if (instant !== undefined && instant <= now) {
    throw refuse('reply_by', 'future', 'must be in the future');
  }
  const timeoutMs = timeout === undefined ? undefined : parseDuration(timeout);
  if (timeoutMs === 0) throw refuse('timeout', 'too_small', 'must be longer than 0');
  return {
    ...(instant === undefined ? {} : { replyBy: toText(instant) }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
}

function toText(instant: number): string {
  return new Date(Math.min(instant, latest)).toISOString();
}

function refuse(field: string, rule: string, message: string): Error {
  return fieldErrors('INVALID_REQUEST', [{ field, rule, message }]);
}
