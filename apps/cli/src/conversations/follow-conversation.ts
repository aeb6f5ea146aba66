import type { CaxtonClient, ConversationEvent } from '#client';
import type { Invocation } from '../run/invocation.js';
import { line } from '../show/table.js';

export interface Following {
  /** Events before the first that names this message are passed over. */
  readonly from?: string;
  /** Only events after this number. */
  readonly after?: number;
  /** Go on when the conversation is completed. */
  readonly keepOpen?: boolean;
}

/** Shows what happens in a conversation until nothing is pending, or Ctrl-C. */
export async function followConversation(
  { terminal }: Invocation,
  client: CaxtonClient,
  id: string,
  { from, after, keepOpen }: Following,
): Promise<void> {
  let isReached = from === undefined;
  for await (const event of client.conversations.follow(id, { after, keepOpen })) {
    isReached ||= from !== undefined && JSON.stringify(event.data).includes(from);
    if (isReached) terminal.showNext(event, renderEvent);
  }
}

/** One event as a line. */
function renderEvent({ type, at, data }: ConversationEvent): string {
  return `${at}  ${type.padEnd(22)}  ${line(data, 200)}\n`;
}
