import { CaxtonError } from '../errors/caxton-error.js';
import { FrameReader, type EventFrame } from './event-frame.js';

export interface ReadOptions {
  readonly signal: AbortSignal | undefined;
  /** The server lets a comment come every 15 seconds: a stream that is silent for longer is dead. */
  readonly silenceMs: number;
}

/**
 * The frames of a stream, until it ends. Thrown: the reason of the signal; CONNECTION_FAILED when it breaks,
 * TIMED_OUT when nothing comes any more.
 */
export async function* readFrames(
  body: ReadableStream<Uint8Array>,
  { signal, silenceMs }: ReadOptions,
): AsyncGenerator<EventFrame, void> {
  // Not `for await`: not every browser can walk through a stream.
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const frames = new FrameReader();
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read(), silenceMs, signal);
      if (done) return;
      yield* frames.take(decoder.decode(value, { stream: true }));
    }
  } finally {
    // What is not read any more is not sent any more.
    reader.cancel().catch(() => undefined);
  }
}

async function inTime<Value>(
  reading: Promise<Value>,
  silenceMs: number,
  signal: AbortSignal | undefined,
): Promise<Value> {
  let stop = (): void => undefined;
  const given = new Promise<never>((_resolve, reject) => {
    const leave = (): void => {
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      reject(new CaxtonError('TIMED_OUT', 'Nothing comes over the stream any more'));
    }, silenceMs);
    signal?.addEventListener('abort', leave, { once: true });
    stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', leave);
    };
    if (signal?.aborted === true) leave();
  });
  try {
    return await Promise.race([reading, given]);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof CaxtonError) throw error;
    throw new CaxtonError('CONNECTION_FAILED', 'The stream broke', { cause: error });
  } finally {
    stop();
  }
}
