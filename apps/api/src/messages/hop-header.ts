import type { FastifyRequest } from 'fastify';
import { fieldErrors, hopHeader } from '#protocol';

/** How the header is documented. */
export const hopHeaderFacts = {
  name: 'Caxton-Hop',
  required: false,
  description:
    'How many messages and webhooks led to this message. Webhooks are sent with it: a receiver that sends a message ' +
    'because of one passes it on, and a circle ends after `CAXTON_MAX_HOPS`.',
  schema: { type: 'integer', minimum: 0, maximum: 1_000 },
} as const;

/** Messages and webhooks that led to the request; 0 when it does not say. Thrown for no such number: INVALID_REQUEST. */
export function hopsOf({ headers }: Pick<FastifyRequest, 'headers'>): number {
  const text = headers[hopHeader];
  if (text === undefined) return 0;
  if (typeof text === 'string' && /^(\d{1,3}|1000)$/.test(text)) return Number(text);
  throw fieldErrors('INVALID_REQUEST', [
    { field: hopHeaderFacts.name, rule: 'invalid_format', message: 'must be a number, 0 to 1000' },
  ]);
}
