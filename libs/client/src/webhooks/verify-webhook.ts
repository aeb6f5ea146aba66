import type { components } from '../generated/openapi.js';
import { bytesOf } from './base64.js';
import { readSignedHeaders, type WebhookHeaders } from './signed-headers.js';
import { WebhookVerificationError } from './webhook-verification-error.js';

type Schemas = components['schemas'];

/** What a webhook tells: of a conversation, of a batch, or of itself. */
export type WebhookPayload =
  Schemas['WebhookPayload'] | Schemas['BatchNotice'] | Schemas['WebhookNotice'];

export interface VerifyOptions {
  /** How far its time may be from ours, either way. @default 300 */
  readonly toleranceSeconds?: number;
  /** What time it is, in milliseconds since 1970. @default now */
  readonly nowMs?: number;
}

const algorithm = { name: 'HMAC', hash: 'SHA-256' };

/**
 * What came in, when it was signed with the secret (or one of them) and lately: Standard Webhooks, as the server
 * signs. The body must be as it came, byte for byte. Thrown otherwise: WebhookVerificationError.
 */
export async function verifyWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secret: string | readonly string[],
  { toleranceSeconds = 300, nowMs = Date.now() }: VerifyOptions = {},
): Promise<WebhookPayload> {
  const { id, timestamp, signatures } = readSignedHeaders(headers);
  const age = nowMs / 1_000 - Number(timestamp);
  if (!(Math.abs(age) <= toleranceSeconds))
    throw new WebhookVerificationError('The webhook was signed too long ago, or ahead of time');
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${text}`);
  const secrets = typeof secret === 'string' ? [secret] : secret;
  for (const one of secrets) {
    const key = await keyOf(one);
    for (const signature of signatures)
      // Compares in constant time: that is what `verify` is for.
      if (await crypto.subtle.verify(algorithm, key, signature, signed))
        return JSON.parse(text) as WebhookPayload;
  }
  throw new WebhookVerificationError('The webhook bears no signature made with the secret');
}

async function keyOf(secret: string) {
  const bytes = bytesOf(secret.replace(/^whsec_/, ''));
  if (bytes === undefined) throw new TypeError('The secret of a webhook is whsec_ and Base64');
  return crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify']);
}
