import type { JsonObject } from '#protocol';
import type { Place } from '../place.js';

/** What was said in a turn, cut to what is worth reading. */
export interface Said {
  readonly sender: string;
  readonly performative: string;
  readonly capability?: string | undefined;
  /** The content of the message. */
  readonly asked: JsonObject;
  /** The content of the answer. */
  readonly answered: JsonObject;
}

/** A turn that is to be learned from, on its way into the table. */
export interface NewLesson {
  readonly place: Place;
  readonly messageId: string;
  readonly agentId: string;
  readonly agentName: string;
  readonly agentVersion: number;
  readonly conversationId: string;
  readonly said: Said;
  /** The turn had read content from outside. */
  readonly isTainted: boolean;
}

/** A lesson in the hands of one process. */
export interface Lesson extends NewLesson {
  readonly id: string;
  readonly workspace: string;
  /** This one included. */
  readonly attempts: number;
  /** RFC 3339, by Postgres's clock. */
  readonly saidAt: string;
  /** Proves that it is still in these hands. */
  readonly token: string;
}
