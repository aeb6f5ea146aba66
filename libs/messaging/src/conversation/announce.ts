import type { ConversationEvent, JsonValue } from '#protocol';

/** The part of the event channel that conversations need: tell whoever listens, at most once. */
export interface LiveChannel {
  /** False while announcements of other processes go unheard. @default true */
  readonly isWhole?: boolean;
  publish(topic: string, event: JsonValue): void;
  subscribe(topic: string, listener: (event: JsonValue) => void): () => void;
}

/** Up to where the log of a conversation has grown. */
export interface LogNews {
  readonly lastEvent: number;
  /** The messages that ended or were suspended with it. Absent: nobody says, any of them may have been. */
  readonly settled?: readonly string[];
}

/** Told to followers: the log grew (read it from Postgres), or something happens right now. */
export type Announcement =
  ({ readonly kind: 'logged' } & LogNews) | { readonly kind: 'live'; readonly event: LiveEvent };

/** An event without a number. */
export type LiveEvent = Omit<ConversationEvent, 'id' | 'told_live'>;

function topicOf(workspace: string, conversationId: string): string {
  return `conversation/${workspace}/${conversationId}`;
}

/** After a commit: the log of the conversation has grown. */
export function announceLog(
  channel: LiveChannel,
  workspace: string,
  conversationId: string,
  { lastEvent, settled }: LogNews,
): void {
  const news = settled === undefined ? {} : { settled: [...settled] };
  channel.publish(topicOf(workspace, conversationId), { kind: 'logged', lastEvent, ...news });
}

/** While a turn runs: an event without a number, for those who watch now. */
export function announceLive(channel: LiveChannel, workspace: string, event: LiveEvent): void {
  channel.publish(topicOf(workspace, event.conversation_id), { kind: 'live', event });
}

/** Hears of a conversation until the returned function is called. */
export function listenTo(
  channel: LiveChannel,
  workspace: string,
  conversationId: string,
  listener: (announcement: Announcement) => void,
): () => void {
  return channel.subscribe(topicOf(workspace, conversationId), (event) => {
    if (isAnnouncement(event)) listener(event);
    else listener({ kind: 'logged', lastEvent: 0 });
  });
}

/** The bridge shortens what is too large for it to a stub; the log then tells the rest. */
function isAnnouncement(event: JsonValue): event is Announcement & JsonValue {
  return typeof event === 'object' && event !== null && 'kind' in event;
}
