import { bytesOf } from './base64.js';
import { WebhookVerificationError } from './webhook-verification-error.js';

/** The headers of a request, as the Fetch API or as Node has them. */
export type WebhookHeaders =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a signature is about, and the signatures. */
export interface SignedHeaders {
  readonly id: string;
  readonly timestamp: string;
  readonly signatures: readonly Uint8Array<ArrayBuffer>[];
}

/** Thrown when one is missing: WebhookVerificationError. */
export function readSignedHeaders(headers: WebhookHeaders): SignedHeaders {
  const [id, timestamp, signature] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
    (name) => headerOf(headers, name),
  );
  if (id === undefined || timestamp === undefined || signature === undefined)
    throw new WebhookVerificationError('The webhook lacks a header of Standard Webhooks');
  const signatures = signature
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .flatMap((one) => bytesOf(one.slice(3)) ?? []);
  return { id, timestamp, signatures };
}

function headerOf(headers: WebhookHeaders, name: string): string | undefined {
  if (isFetched(headers)) return headers.get(name) ?? undefined;
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof found === 'string' ? found : found?.[0];
}

function isFetched(headers: WebhookHeaders): headers is { get(name: string): string | null } {
  return typeof headers.get === 'function';
}
