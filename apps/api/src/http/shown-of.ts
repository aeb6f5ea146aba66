import type { FastifyRequest } from 'fastify';
import type { Shown } from '#identity';

/** What a request shows of its sender, as it came. */
export function shownOf({ headers, ip }: FastifyRequest): Shown {
  return {
    authorization: headers.authorization,
    apiKey: only(headers['x-api-key']),
    address: ip,
  };
}

function only(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header;
}
