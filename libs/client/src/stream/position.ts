import type { ConversationEvent } from './conversation-event.js';
import type { EventFrame } from './event-frame.js';

/** How far somebody has read in a conversation, whichever stream it came over. */
export class Position {
  /** How long the server asked to stay away from a stream that broke. */
  retryMs = 0;
  private latest: string | undefined;
  private came = false;

  /** @param last The number of the last event that is known. */
  constructor(public last: number) {}

  /** Whether the last thing that came is the end of the conversation, as far as it has got. */
  get isAtEnd(): boolean {
    return this.latest === 'conversation.completed';
  }

  /** Whether the present stream brought nothing. */
  get cameNothing(): boolean {
    return !this.came;
  }

  /** A new stream goes on from here. */
  resume(): void {
    this.came = false;
  }

  /** The event in a frame; nothing in one that is a number, a wish, a sign of life or known already. */
  take({ id, name, data, retryMs }: EventFrame): ConversationEvent | undefined {
    this.retryMs = retryMs ?? this.retryMs;
    if (name === 'lagged') return undefined;
    if (id !== undefined) {
      if (Number(id) <= this.last) return undefined;
      this.last = Number(id);
    }
    if (data === undefined) return undefined;
    this.came = true;
    this.latest = name;
    return JSON.parse(data) as ConversationEvent;
  }
}
