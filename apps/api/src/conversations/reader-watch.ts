import type { FastifyRequest } from 'fastify';
import { ProtocolError } from '#protocol';
import type { Identity } from '#identity';
import { principalOf } from '../http/principal-of-request.js';
import { shownOf } from '../http/shown-of.js';

/** So often a reader is asked who they are, in case the word of a change got lost, and as time ends credentials, too. */
const usualEveryMs = 5_000;

/** A reader whose credentials are looked at as long as they read. */
export interface WatchedReader {
  /** Aborts when the credentials are not taken any more. */
  readonly signal: AbortSignal;
  /** What they may see: all, until their credentials end. Throws then: UNAUTHORIZED. */
  whileKnown<Event>(events: AsyncIterable<Event>): AsyncGenerator<Event, void>;
  release(): void;
}

/**
 * Who reads a stream showed their credentials once, maybe an hour ago. They are asked again whenever something about
 * them changed; users and keys were read by others a moment ago, or are read once for all streams of theirs.
 */
export class ReaderWatch {
  constructor(
    private readonly identity: Pick<Identity, 'authenticator' | 'hearChanges'>,
    private readonly everyMs = usualEveryMs,
  ) {}

  watch(request: FastifyRequest): WatchedReader {
    const { authenticator } = this.identity;
    const { kind, id } = principalOf(request);
    const ending = new AbortController();
    if (kind === 'local') return readerUntil(ending.signal, () => undefined);
    const shown = shownOf(request);
    const ask = (): void => {
      authenticator.identify(shown).catch((error: unknown) => {
        // A database that does not answer says nothing about anybody: the next look does.
        if (isRefusal(error)) ending.abort(error);
      });
    };
    const unsubscribe = this.identity.hearChanges((changed) => {
      if (changed === id) ask();
    });
    const timer = setInterval(ask, this.everyMs);
    return readerUntil(ending.signal, () => {
      clearInterval(timer);
      unsubscribe();
    });
  }
}

function readerUntil(signal: AbortSignal, release: () => void): WatchedReader {
  return { signal, whileKnown: (events) => whileKnown(events, signal), release };
}

async function* whileKnown<Event>(
  events: AsyncIterable<Event>,
  signal: AbortSignal,
): AsyncGenerator<Event, void> {
  for await (const event of events) {
    signal.throwIfAborted();
    yield event;
  }
  signal.throwIfAborted();
}

function isRefusal(error: unknown): error is ProtocolError {
  return error instanceof ProtocolError && error.code === 'UNAUTHORIZED';
}
