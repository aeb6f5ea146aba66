import { createHash } from 'node:crypto';
import { ProtocolError, type JsonValue } from '#protocol';

/** A request that its sender may repeat: IETF draft-ietf-httpapi-idempotency-key-header. */
export interface IdempotencyClaim {
  /** 1 to 255 visible ASCII characters, the sender's choice. */
  readonly key: string;
  /** Tells a repetition from another request under the same key. */
  readonly fingerprint: string;
  /** With which the request is answered when it succeeds; nothing else is saved. */
  readonly statusCode: number;
  /** How long the answer is kept for repetitions, in milliseconds. */
  readonly keepForMs: number;
  /** Told when the answer is that of an earlier, equal request. */
  readonly onReplay?: () => void;
}

/** The answer that was given to the first of several equal requests. */
export interface SavedAnswer {
  readonly fingerprint: string;
  readonly statusCode: number;
  readonly response: JsonValue;
}

/** SHA-256 over method, route and the body with its keys sorted. */
export function fingerprintOf(method: string, route: string, body: unknown): string {
  return createHash('sha256')
    .update(`${method} ${route} ${JSON.stringify(sortKeys(body))}`)
    .digest('hex');
}

/** The saved answer. Thrown when the key was used for something else: IDEMPOTENCY_KEY_REUSED. */
export function replay(saved: SavedAnswer, fingerprint: string): SavedAnswer {
  if (saved.fingerprint === fingerprint) return saved;
  throw new ProtocolError(
    'IDEMPOTENCY_KEY_REUSED',
    'This Idempotency-Key was used for a different request. Use a new key for a new request.',
  );
}

/** The refusal of a repetition whose first request is not finished: 409 with `Retry-After: 1`. */
export function stillRunning(): ProtocolError {
  return new ProtocolError(
    'IDEMPOTENCY_IN_PROGRESS',
    'A request with the same Idempotency-Key or message_id is still running. Send it again in a second.',
    { retry_after: 1 },
  );
}

/** Depth is bounded: the body passed `findJsonFault`. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sortKeys(item)]),
  );
}
