import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import { toFieldErrors } from '#protocol';
import { EmbedderUnavailable } from './embedder.errors.js';

/** Where an endpoint is, and as whom it is asked. */
export interface Access {
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  /** How long one try may take, in milliseconds. */
  readonly timeoutMs: number;
  /** In [0, 1). @default Math.random */
  readonly random?: () => number;
}

const tries = 3;
/** Full jitter up to so much before the second try, twice that before the third. */
const firstPauseMs = 500;
/** Who asks to be left alone for longer is not waited for. */
const mostPauseMs = 5_000;
/** More than any batch of ours can be. */
const mostBytes = 64 * 1_048_576;

type Request = readonly [path: string, body: object];

/**
 * Asks an endpoint and reads its answer. Tried again when it is overloaded or away. Redirects are refused:
 * the key would travel along.
 * @throws {EmbedderUnavailable} without the key or the texts in its message
 * @throws the signal's reason when it aborts first
 */
export async function postJson<T>(
  who: string,
  access: Access,
  request: Request,
  schema: z.ZodType<T>,
  signal?: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await askOnce(access, request, signal);
    if (answer.kind === 'body') return readBody(who, answer.body, schema);
    const waitMs = Math.max(
      answer.retryAfterMs ?? 0,
      (access.random ?? Math.random)() * firstPauseMs * 2 ** (attempt - 1),
    );
    if (!answer.isTransient || attempt >= tries || waitMs > mostPauseMs) {
      throw new EmbedderUnavailable(`${who} ${answer.reason}`, { cause: answer.cause });
    }
    await pause(waitMs, undefined, { signal }).catch(() => {
      signal?.throwIfAborted();
    });
  }
}

type Answer =
  | { readonly kind: 'body'; readonly body: string }
  | {
      readonly kind: 'failure';
      readonly reason: string;
      readonly isTransient: boolean;
      readonly retryAfterMs?: number;
      readonly cause?: unknown;
    };

async function askOnce(
  { baseUrl, apiKey, timeoutMs }: Access,
  [path, body]: Request,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
    if (response.ok) return { kind: 'body', body: await readCapped(response) };
    await response.body?.cancel();
    return failureOf(response);
  } catch (cause) {
    signal?.throwIfAborted();
    const reason = limit.aborted
      ? `did not answer within ${String(timeoutMs)} ms`
      : 'cannot be reached';
    return { kind: 'failure', reason, isTransient: true, cause };
  }
}

function failureOf({ status, headers }: Response): Answer {
  const isTransient = status === 408 || status === 429 || status >= 500;
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return {
    kind: 'failure',
    reason: `answered ${String(status)}${isTransient ? '' : '; check its URL, its key and the name of the model'}`,
    isTransient,
    ...(seconds >= 0 ? { retryAfterMs: seconds * 1_000 } : {}),
  };
}

async function readCapped(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  // Node's stream can be iterated; the type of the web's cannot.
  const body = response.body as AsyncIterable<Uint8Array> | null;
  for await (const part of body ?? []) {
    bytes += part.byteLength;
    if (bytes > mostBytes) throw new Error('the answer is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function readBody<T>(who: string, body: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(parse(who, body));
  if (result.success) return result.data;
  throw new EmbedderUnavailable(`${who} ${misread}: ${outline(result.error.issues)}`);
}

const misread = 'answers in another protocol';

function parse(who: string, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new EmbedderUnavailable(`${who} ${misread}`, { cause });
  }
}

/** Each number of each vector may be wrong: a log needs the first, and how many. */
function outline(issues: readonly z.core.$ZodIssue[]): string {
  const [{ field, message } = { field: '', message: 'is wrong' }] = toFieldErrors(
    issues.slice(0, 1),
  );
  const others = issues.length === 1 ? '' : `, and ${String(issues.length - 1)} more like it`;
  return `${field || 'it'} ${message}${others}`;
}
