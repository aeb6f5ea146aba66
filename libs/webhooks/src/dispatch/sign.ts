import { Webhook as Signer } from 'standardwebhooks';
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
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signing.map((secret) => new Signer(secret).sign(id, at, body)).join(' '),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
}
