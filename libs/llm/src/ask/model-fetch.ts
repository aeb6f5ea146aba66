import { ModelError } from '../model.errors.js';

type Fetch = typeof globalThis.fetch;

/**
 * A `fetch` for talking to model providers: no redirects, because the keys travel in headers that a
 * redirect would carry to another host, and no more than so many bytes of an answer (unpacked), so
 * that no answer can fill the memory. Node's own limit for connecting is 10 seconds.
 */
export function createModelFetch(
  who: string,
  maxAnswerBytes: number,
  fetch: Fetch = globalThis.fetch,
): Fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'error' });
    if (response.body === null) return response;
    if (response.ok && /^text\/html/i.test(response.headers.get('content-type') ?? '')) {
      await response.body.cancel();
      throw webPage(who);
    }
    // Node's fetch forgets the signal once its request object is collected, which may be in the middle of
    // an answer: one silent provider in 260 was then waited for without end. The pipe does not forget.
    const signal = init?.signal;
    const body = response.body.pipeThrough(
      capBytes(who, maxAnswerBytes),
      signal == null ? {} : { signal },
    );
    return new Response(body, {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    });
  };
}

function capBytes(who: string, most: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > most) throw answerTooLarge(who, `${most} bytes`);
      controller.enqueue(chunk);
    },
  });
}

function webPage(who: string): ModelError {
  return new ModelError(
    'MODEL_ANSWER_INVALID',
    `${who} answered with a web page. Check that CAXTON_LLM_BASE_URL is the URL of an API (it usually ends in /v1), not of a site or a proxy's login.`,
    { retryable: false },
  );
}

/** The error for an answer that is longer than it may be. */
export function answerTooLarge(who: string, most: string): ModelError {
  return new ModelError(
    'MODEL_ANSWER_TOO_LARGE',
    `${who} answered with more than ${most}; the rest was not read. Ask for less in one step, or lower the agent's llm.max_tokens.`,
    { retryable: false },
  );
}
