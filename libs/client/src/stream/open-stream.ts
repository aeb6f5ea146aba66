import type { Connection } from '../connection/connection.js';
import { readWhole } from '../connection/read-answer.js';
import { CaxtonError } from '../errors/caxton-error.js';
import { refusalOf } from '../errors/read-refusal.js';
import type { EventFrame } from './event-frame.js';
import { readFrames } from './read-frames.js';

interface StreamCall {
  readonly path: string;
  /** The number of the last event that is known. */
  readonly last: number;
  readonly silenceMs: number;
  readonly signal: AbortSignal | undefined;
}

/** The frames of one stream. Thrown: CaxtonError, also for what the server says is wrong in its midst. */
export async function* openStream(
  connection: Connection,
  { path, last, silenceMs, signal }: StreamCall,
): AsyncGenerator<EventFrame, void> {
  const call = {
    method: 'GET',
    path,
    headers: { accept: 'text/event-stream', 'last-event-id': String(last) },
    isRepeatable: true,
    // Whoever follows comes back by itself.
    attempts: 1,
    signal,
  };
  const response = await connection.call(call, readWhole);
  const type = response.headers.get('content-type') ?? '';
  if (response.body === null || !type.startsWith('text/event-stream'))
    throw new CaxtonError('UNEXPECTED_ANSWER', `${response.url} is no stream but ${type}`);
  for await (const frame of readFrames(response.body, { signal, silenceMs })) {
    if (frame.name === 'error') throw asPassing(refusalOf(frame.data ?? '', response));
    yield frame;
  }
}

/** What breaks a stream that had begun is over when it is resumed, or is told then with its own status. */
function asPassing({ code, message, details, requestId, retryAfterMs }: CaxtonError): CaxtonError {
  return new CaxtonError(code, message, { status: 503, details, requestId, retryAfterMs });
}
