import type { Caller, Clock, Logger } from '#platform';
import { type ConversationFollower } from '#messaging';
import type { FastifyReply } from 'fastify';
import { watchDeparture } from '../http/departure.js';
import { explainError } from '../http/explain-error.js';
import { principalOf } from '../http/principal-of-request.js';
import { renderError } from '../http/render-error.js';
import { type Shutdown } from '../http/shutdown.js';
import type { ReaderWatch } from './reader-watch.js';
import { StreamSeats } from './stream-seats.js';
import { EventStream, usualStreamSettings } from './event-stream.js';

export interface FollowRequest {
  readonly conversationId: string;
  /** The number of the last event that the reader knows. */
  readonly after: number;
  readonly keepOpen: boolean;
}

/** What one process does for readers. */
export interface StreamLimits {
  /** Streams at the same time; each looks into Postgres now and then. `CAXTON_MAX_STREAMS` */
  readonly most: number;
  /** How long a reader may take to read what waits for it. `CAXTON_STREAM_PATIENCE` */
  readonly patienceMs: number;
}

export interface StreamParts {
  readonly follower: ConversationFollower;
  readonly readers: ReaderWatch;
  readonly shutdown: Shutdown;
  readonly log: Logger;
  readonly clock: Clock;
}

/** A stream ends after an hour, so that readers spread over processes again. They resume by number. */
const lifetimeMs = 3_600_000;

/** Serves conversations as they happen, each to any number of readers. */
export class ConversationStreams {
  private readonly seats: StreamSeats;

  constructor(
    private readonly parts: StreamParts,
    private readonly limits: StreamLimits,
  ) {
    this.seats = new StreamSeats(limits);
  }

  /**
   * Resolves when the stream has ended. Thrown before it starts: CONVERSATION_NOT_FOUND, RATE_LIMITED.
   */
  async serve(caller: Caller, request: FollowRequest, reply: FastifyReply): Promise<void> {
    const leave = this.seats.take(principalOf(reply.request));
    const { follower, readers, shutdown } = this.parts;
    const departure = watchDeparture(reply.raw, shutdown.signal, lifetimeMs);
    const reader = readers.watch(reply.request);
    try {
      const { conversationId, after, keepOpen } = request;
      const signal = AbortSignal.any([departure.signal, reader.signal]);
      const options = { after, keepOpen, signal };
      const events = await follower.follow(caller, conversationId, options);
      // A slow database: it was answered in time with 503, or nobody waits any more.
      if (reply.sent || reply.raw.headersSent) return;
      keepHeaders(reply);
      reply.hijack();
      if (reply.raw.destroyed) return;
      const stream = new EventStream(reply.raw, {
        ...usualStreamSettings,
        patienceMs: this.limits.patienceMs,
      });
      await stream.send(reader.whileKnown(events)).catch((error: unknown) => {
        this.fail(stream, error, reply.request.id);
      });
    } finally {
      reader.release();
      departure.release();
      leave();
    }
  }

  private fail(stream: EventStream, error: unknown, requestId: string): void {
    const refused = { method: 'GET', path: '', allowed: [] };
    const explained = explainError(error, refused);
    const { log, clock } = this.parts;
    if (explained.kind === 'refusal')
      log.info({ request_id: requestId, code: explained.error.code }, 'A reader was let go.');
    else log.warn({ request_id: requestId, err: error }, 'A followed conversation was cut.');
    stream.fail(renderError(explained.error, requestId, clock.now()));
  }
}

/** A stream is written past the framework, which would leave out what it has put on the answer, such as CORS. */
function keepHeaders(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value);
}
