import type { ServerResponse } from 'node:http';
import type { ConversationEvent } from '#protocol';
import { frameOf, heartbeatFrame, namedFrame, retryFrame } from './event-frame.js';

export interface EventStreamSettings {
  /** @default 15 seconds */
  readonly heartbeatMs: number;
  /** What may wait in memory for a slow reader. @default 64 KiB */
  readonly maxBufferedBytes: number;
  /** So many of them, however small. @default 256 */
  readonly maxBufferedEvents: number;
  /** How long a reader may take to read what waits for it. @default 10 seconds */
  readonly patienceMs: number;
}

export const usualStreamSettings: EventStreamSettings = {
  heartbeatMs: 15_000,
  maxBufferedBytes: 65_536,
  maxBufferedEvents: 256,
  patienceMs: 10_000,
};

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  // Tells nginx and its like to pass events on as they come.
  'x-accel-buffering': 'no',
  connection: 'close',
};

/**
 * One reader of a conversation. What it has not read yet waits in a bounded buffer; while that is full
 * no further event is taken, and a reader that does not catch up in time is told so and let go. It may
 * come back with the number of the last event it read: nothing is lost.
 */
export class EventStream {
  private last: number | undefined;
  private unread = 0;
  private onRead: () => void = () => undefined;

  constructor(
    private readonly response: ServerResponse,
    private readonly settings: EventStreamSettings = usualStreamSettings,
  ) {}

  /** Writes the events until there are no more, then ends the response. */
  async send(events: AsyncIterable<ConversationEvent>): Promise<void> {
    this.response.writeHead(200, headers);
    this.response.write(retryFrame(Math.random()));
    const heartbeat = setInterval(() => {
      if (this.response.writableLength === 0) this.response.write(heartbeatFrame);
    }, this.settings.heartbeatMs);
    try {
      for await (const event of events) {
        this.write(frameOf(event));
        this.last = event.id ?? this.last;
        if (!(await this.hasRoom())) break;
      }
      this.finish();
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** Ends a stream whose source failed. The reader comes back by itself. */
  fail(envelope: unknown): void {
    if (!this.response.writableEnded) this.response.end(namedFrame('error', envelope));
  }

  /** False: the reader has gone, or did not read in time what waits for it. */
  private hasRoom(): boolean | Promise<boolean> {
    const { response } = this;
    if (response.destroyed || !this.isFull()) return !response.destroyed;
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.onRead = () => undefined;
        response.off('close', settle);
        resolve(!response.destroyed && !this.isFull());
      };
      const timer = setTimeout(settle, this.settings.patienceMs);
      this.onRead = () => {
        if (!this.isFull()) settle();
      };
      response.once('close', settle);
    });
  }

  private write(frame: string): void {
    this.unread += 1;
    this.response.write(frame, () => {
      this.unread -= 1;
      this.onRead();
    });
  }

  private isFull(): boolean {
    const { maxBufferedBytes, maxBufferedEvents } = this.settings;
    return this.response.writableLength > maxBufferedBytes || this.unread >= maxBufferedEvents;
  }

  /** Ends the response; a reader that lags is told how to come back, and cut if it does not read that. */
  private finish(): void {
    const { response, settings } = this;
    if (!this.isFull()) {
      response.end();
      return;
    }
    response.end(
      namedFrame('lagged', {
        message: 'You read too slowly. Come back with Last-Event-ID.',
        last_event_id: this.last ?? 0,
      }),
    );
    setTimeout(() => response.destroy(), settings.patienceMs).unref();
  }
}
