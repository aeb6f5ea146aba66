import type { IncomingMessage } from 'node:http';
import { createId } from '#platform';

/** Ids of requests end up in logs and headers: short, and nothing a terminal would act on. */
const sane = /^[A-Za-z0-9._:/+=-]{1,128}$/;

/** The id that a request goes by: its sender's own (`X-Request-Id`) if that is sane, else a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && sane.test(given) ? given : createId('req');
}
