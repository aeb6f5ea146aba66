import type { JsonObject, MessageStatus, MessageView, Performative } from '#protocol';

/** The columns of a message that people see. */
export interface MessageRow {
  readonly id: string;
  readonly performative: Performative;
  readonly sender: string;
  readonly receiver: string | null;
  readonly capability: string | null;
  readonly routed_to: string | null;
  readonly in_reply_to: string | null;
  readonly supersedes_id: string | null;
  readonly content: JsonObject;
  readonly metadata: JsonObject | null;
  readonly status: MessageStatus;
  readonly accepted_at: Date;
  readonly seq: string;
}

/** For `select`: what a `MessageRow` is made of, of the table under the name `m`. */
export const messageColumns = `m.id, m.performative, m.sender, m.receiver, m.capability,
  m.routed_to, m.in_reply_to, m.supersedes_id, m.content, m.metadata, m.status, m.accepted_at, m.seq`;

/** A message as the contract prints it: requests have a target, replies a receiver. */
export function viewMessage(row: MessageRow): MessageView {
  return {
    id: row.id,
    performative: row.performative,
    sender: row.sender,
    ...(row.receiver === null ? {} : { receiver: row.receiver }),
    ...(row.capability === null ? {} : { capability_target: row.capability }),
    ...(row.routed_to === null ? {} : { routed_to: row.routed_to }),
    ...(row.in_reply_to === null ? {} : { in_reply_to: row.in_reply_to }),
    ...(row.supersedes_id === null ? {} : { supersedes: row.supersedes_id }),
    content: { ...row.content },
    ...(row.routed_to === null ? {} : { status: row.status }),
    ...(row.metadata === null ? {} : { metadata: { ...row.metadata } }),
    timestamp: row.accepted_at.toISOString(),
  };
}
