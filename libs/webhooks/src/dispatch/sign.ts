import { createHmac } from 'node:crypto';
import type { OpenedSecrets } from '../book/webhook-secrets.js';

/**
 * The headers of Standard Webhooks: the id that stays over all attempts, the moment of this one, and a signature
 * by every secret that counts at present, so that a receiver can change over when it likes.
 */
export function signedHeaders(
  id: string,
  at: Date,
  body: string,
  { signing, token }: OpenedSecrets,
): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1_000));
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': signing
      .map((secret) => sign(`${id}.${seconds}.${body}`, secret))
      .join(' '),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
}

/** HMAC-SHA256 by the bytes that stand behind `whsec_` in base64. */
function sign(text: string, secret: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
}
