import { currentTrace } from '#signals';
import type { Turn } from '../mailbox/turn.js';
import type { NewMessage } from '../new-message.js';

/** What a turn says belongs to its trace; where nobody follows traces, to that of its message. */
export function goOnWithTrace(
  { message }: Pick<Turn, 'message'>,
  messages: readonly NewMessage[],
): readonly NewMessage[] {
  const traceparent = currentTrace() ?? message.traceparent;
  return traceparent === undefined ? messages : messages.map((one) => ({ traceparent, ...one }));
}
