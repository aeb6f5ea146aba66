import { fieldErrors } from '#protocol';

/** 1 to 255 visible ASCII characters: IETF draft-ietf-httpapi-idempotency-key-header. */
const valid = /^[\x21-\x7e]{1,255}$/;

/** The `Idempotency-Key` of a request, if it has one. Thrown for a bad one: INVALID_REQUEST. */
export function readIdempotencyKey(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && valid.test(key)) return key;
  throw fieldErrors('INVALID_REQUEST', [
    {
      field: 'Idempotency-Key',
      rule: 'invalid_format',
      message: 'must be 1 to 255 visible ASCII characters',
    },
  ]);
}
