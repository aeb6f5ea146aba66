import type { Grants, JsonObject, LoggedEvent, Performative } from '#protocol';
import type { Tx } from '#platform';
import type { NewMessage } from '../new-message.js';

/**
 * Beside which mailboxes one may run. `anybody`: it never harmed a process. `suspects`: one process has
 * died over its head message. `nobody`: two have, so the next to die is proof (ADR-0011).
 */
export type Company = 'anybody' | 'suspects' | 'nobody';

/** The right to work on one mailbox: proven at every write by epoch and token. */
export interface Lease {
  readonly mailboxId: string;
  readonly workspace: string;
  readonly agentId: string;
  readonly agentName: string;
  /** The agent's configuration that this turn keeps, whatever is deployed meanwhile. */
  readonly agentVersion: number;
  readonly conversationId: string;
  readonly epoch: string;
  readonly token: string;
}

/** The head of a mailbox: what a turn is about. */
export interface WaitingMessage {
  readonly id: string;
  readonly conversationId: string;
  /** Number in the conversation; the history before it is the turn's context. */
  readonly seq: number;
  readonly performative: Performative;
  readonly sender: string;
  readonly replyTo: string | undefined;
  readonly capability: string | undefined;
  readonly inReplyTo: string | undefined;
  readonly content: JsonObject;
  readonly metadata: JsonObject | undefined;
  readonly hops: number;
  /** The client's message that it goes back to. Absent: it is one itself. */
  readonly rootId?: string | undefined;
  /** Which agents and capabilities its work may reach. @default all */
  readonly grants?: Grants | undefined;
  /** The failure reply that the reply of this turn supersedes: the message was put back. */
  readonly outdatedReplyId?: string | undefined;
  /** The agent's version that its turn began with, if it was suspended: it goes on with that one. */
  readonly keptVersion?: number | undefined;
  /** W3C Trace Context: the work that sent it. */
  readonly traceparent?: string | undefined;
  readonly acceptedAt: Date;
  /** Milliseconds until nobody wants the answer any more, by Postgres's clock. May be negative. */
  readonly timeLeft: number | undefined;
  /**
   * When the work that it belongs to is of no use any more: its own deadline, or that of the message it
   * answers. What its turn sends must be answered by then.
   */
  readonly deadline: Date | undefined;
  /** Somebody cancelled it before this turn began: the turn only has to end it. */
  readonly isCancelled: boolean;
}

/** One message in the hands of one worker. */
export interface Turn {
  readonly id: string;
  readonly lease: Lease;
  readonly message: WaitingMessage;
  /** This one included. */
  readonly attempt: number;
  /** Earlier attempts that ended with their process. */
  readonly crashes: number;
  /** When this attempt began, by Postgres's clock. */
  readonly startedAt?: Date | undefined;
}

/** How a turn ended: everything it wants written, in one transaction. */
export interface TurnOutcome {
  readonly status: 'completed' | 'failed' | 'expired' | 'cancelled';
  /** Outgoing messages and the reply, in order. */
  readonly messages: readonly NewMessage[];
  /** What happened during the turn, in order, for the conversation's log. */
  readonly events: readonly LoggedEvent[];
  readonly tokens: { readonly input: number; readonly output: number };
  readonly model: { readonly provider: string; readonly model: string } | undefined;
  readonly error: JsonObject | undefined;
  /** Nobody worked on the message: it was given up before, which is no attempt. @default false */
  readonly unbegun?: boolean;
  /** What else the commit writes, in its transaction and behind the fence. Nothing of it when cancelled. */
  readonly alongside?: ((tx: Tx) => Promise<void>) | undefined;
}
