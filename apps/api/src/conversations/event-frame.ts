import type { ConversationEvent } from '#protocol';

/** What was written for one reader of an event is written again for its other readers. */
const frames = new WeakMap<ConversationEvent, string>();

/**
 * An event as a frame of Server-Sent Events (WHATWG HTML §9.2): readable with plain curl. One that
 * was told live already has no data, so a reader takes its number and is not told twice.
 */
export function frameOf(event: ConversationEvent): string {
  const id = event.id === undefined ? '' : `id: ${String(event.id)}\n`;
  if (event.told_live === true) return `${id}: ${event.type}, told above\n\n`;
  const known = frames.get(event);
  if (known !== undefined) return known;
  const frame = `${id}${namedFrame(event.type, event)}`;
  frames.set(event, frame);
  return frame;
}

/** A frame that is no event of the conversation. JSON holds no raw line ends, so one line is enough. */
export function namedFrame(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Keeps proxies from closing a quiet stream; readers skip it. */
export const heartbeatFrame = ': heartbeat\n\n';

/** When readers come back after a cut, spread out so that they do not all come at once. */
export function retryFrame(random: number): string {
  return `retry: ${String(1_000 + Math.floor(random * 2_000))}\n\n`;
}
