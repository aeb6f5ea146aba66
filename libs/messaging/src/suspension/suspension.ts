import type { JsonObject, JsonValue } from '#protocol';
import type { TurnOutcome } from '../mailbox/turn.js';
import type { NewMessage } from '../new-message.js';

/** What a turn asks of a person before it goes on. */
export interface ApprovalWanted {
  /** `tool`: a call that a model made. `code`: what a code agent asks for under a name. */
  readonly kind: 'tool' | 'code';
  readonly name: string;
  /** By which the turn finds the decision again when it goes on. */
  readonly requestHash: string;
  readonly arguments: JsonValue;
  /** JSON Schema that edited arguments must fit. Absent: they may be anything. */
  readonly schema?: JsonObject | undefined;
  /** In words for the person who decides. */
  readonly why?: string | undefined;
  /** How long it is waited for; never longer than the message's deadline. */
  readonly timeoutMs: number;
}

/** What a turn asks of other agents before it goes on. */
export interface QuestionWanted {
  /** By which the turn finds the answers again when it goes on. */
  readonly requestHash: string;
  /** One to each agent that is asked. */
  readonly messages: readonly NewMessage[];
  /** Good answers that are enough. */
  readonly wanted: number;
  /** How long answers are waited for; never longer than the message's deadline. */
  readonly timeoutMs: number;
}

/** What a turn waits for. One of it is enough for the turn to go on; it may then wait again for the rest. */
export interface Suspension {
  /** Asked for by this suspension. */
  readonly approvals: readonly ApprovalWanted[];
  /** Ids of approvals that were asked for before, and that the turn saw undecided. */
  readonly undecided: readonly string[];
  /** Questions to other agents that are put by this suspension. @default none */
  readonly questions?: readonly QuestionWanted[];
  /** Request hashes of questions that were put before and are not joined. @default none */
  readonly unanswered?: readonly string[];
  /** What else the commit that parks writes, in its transaction and behind the fence. @default nothing */
  readonly alongside?: TurnOutcome['alongside'];
}
