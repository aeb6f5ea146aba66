import type { JsonObject } from '#protocol';
import type { Caller, Tx } from '#platform';
import type { IdempotencyClaim, SavedAnswer } from '#idempotency';
import type { LogNews } from '../conversation/announce.js';
import type { MailedMailbox, NewMessage } from '../new-message.js';

/** One request's messages (several when it is a broadcast), to be stored together or not at all. */
export interface Submission {
  readonly caller: Caller;
  readonly messages: readonly NewMessage[];
  /** The answer the sender will get, saved with the messages when the request is repeatable. */
  readonly answer: JsonObject;
  readonly idempotency?: IdempotencyClaim;
  /** Set when the client chose the id: then a stored message of that id is looked for first. */
  readonly chosenId?: { readonly id: string; readonly fingerprint: string };
  /** What else is written with the messages, or not at all. */
  readonly beside?: (tx: Tx) => Promise<void>;
}

/** What became of a submission. */
export type Receipt =
  /** In which transaction it was stored (`pg_current_xact_id`). */
  | { readonly kind: 'accepted'; readonly transaction: string }
  | { readonly kind: 'repeated'; readonly saved: SavedAnswer }
  | { readonly kind: 'known'; readonly message: KnownMessage }
  /** The first request under the key is being stored by another process. */
  | { readonly kind: 'busy' };

/** A batch of submissions, stored: what became of each, and whom to tell of all of them. */
export interface Ingested {
  readonly receipts: readonly Receipt[];
  readonly rings: readonly MailedMailbox[];
  readonly logs: readonly ({ readonly conversationId: string } & LogNews)[];
}

/** A receipt that says what to answer. */
export type FinalReceipt = Exclude<Receipt, { readonly kind: 'busy' }>;

/** A stored message whose id a client chose again. */
export interface KnownMessage {
  readonly id: string;
  readonly fingerprint: string | null;
  readonly conversationId: string;
  readonly routedTo: string | null;
  readonly status: string;
  readonly route: JsonObject | null;
  readonly acceptedAt: Date;
}
