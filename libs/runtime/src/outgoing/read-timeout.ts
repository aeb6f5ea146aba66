import { durationText, parseDuration } from '#protocol';
import { NotSendable } from './outgoing.errors.js';

/** The timeout that an agent wrote, in milliseconds. @throws {NotSendable} when it is no duration */
export function readTimeout(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const parsed = durationText.safeParse(text);
  const milliseconds = parsed.success ? parseDuration(parsed.data) : 0;
  if (milliseconds > 0) return milliseconds;
  throw new NotSendable('INVALID_TIMEOUT', 'timeout must be a duration such as 30s or 2m15s');
}
