import type { ConversationEventType, Grants, JsonObject, Performative } from '#protocol';

/** A message on its way into a conversation, not yet stored. */
export interface NewMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly performative: Performative;
  /** `api_client` or an agent's name; set by the server, never by the client. */
  readonly sender: string;
  readonly content: JsonObject;
  /** The agent whose mailbox it goes to. Absent: it is for a client, who reads the conversation. */
  readonly agent?: { readonly id: string; readonly name: string };
  readonly receiver?: string;
  /** Who the answer is for, when that is not the sender (an agent handed the work on). */
  readonly replyTo?: string;
  readonly capability?: string;
  readonly inReplyTo?: string;
  /** The failure reply that this one takes the place of: its message was put back. */
  readonly supersedes?: string;
  readonly metadata?: JsonObject;
  /** Why this agent: strategy, reason and candidates, for `GET /messages/{id}/route`. */
  readonly route?: JsonObject;
  /** SHA-256 of the request, to tell a replay of a client-chosen id from a conflict. */
  readonly fingerprint?: string;
  /** Its receiver waits for it in a suspended turn: it is stored as completed and nobody works on it. */
  readonly isHanded?: true;
  /** How many messages caused this one, one after another. */
  readonly hops: number;
  /** The message whose turn sent this one. A client's message has no cause. */
  readonly causeId?: string;
  /**
   * Which agents and capabilities its work may reach. Absent: those that its cause may; all, without a cause.
   */
  readonly grants?: Grants;
  /** The answer is worthless after this instant. RFC 3339. */
  readonly replyBy?: string;
  /** And so many milliseconds after it was stored, by Postgres's clock; the earlier one counts. */
  readonly timeoutMs?: number;
  /** W3C Trace Context: the work that sends it. */
  readonly traceparent?: string;
  /** RFC 3339. */
  readonly acceptedAt: string;
  /** What the conversation's log calls its arrival. */
  readonly event: ConversationEventType;
}

/** A mailbox that got mail, and the capability under which to ring for it. */
export interface MailedMailbox {
  readonly mailboxId: string;
  readonly capability: string | undefined;
  /** Rung for by a worker that does not serve it: to be heard by those who serve all. */
  readonly passedOn?: true;
}

/** Marks the reply to a message that was put back with the reply that it takes the place of. */
export function supersede(
  messages: readonly NewMessage[],
  messageId: string,
  outdatedReplyId: string | null | undefined,
): NewMessage[] {
  if (outdatedReplyId == null) return [...messages];
  return messages.map((message) =>
    message.inReplyTo === messageId ? { ...message, supersedes: outdatedReplyId } : message,
  );
}
