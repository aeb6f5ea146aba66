import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { RefusedData } from '#platform';
import { tally } from '#signals';

/** What of a request its operation is known by. */
type Asked = Pick<FastifyRequest, 'method' | 'url' | 'body'> & {
  readonly routeOptions: Pick<FastifyRequest['routeOptions'], 'url'>;
};

/**
 * Counts data of a request that came through every check and that the database refused: a check that is missing.
 * What the log is told of it is never the data, which may be a secret, but what finds the same again.
 */
export function noteGap(
  gap: RefusedData,
  request: Asked,
  cause: unknown,
): Readonly<Record<string, unknown>> {
  const operation = `${request.method} ${request.routeOptions.url ?? 'unknown'}`;
  const { class: kind, state: sql_state, ...where } = gap;
  tally('validation_gaps', { class: kind, operation });
  return { operation, sql_state, ...where, sample_hash: hashOf(request), at: placesOf(cause) };
}

/** Of everything that the sender chose: the same request has the same. */
function hashOf({ method, url, body }: Asked): string {
  const sample = JSON.stringify([method, url, body ?? null]);
  return createHash('sha256').update(sample).digest('hex');
}

/** The calls that led there. The message before them repeats the data. */
function placesOf(cause: unknown): string[] {
  const stack = cause instanceof Error ? (cause.stack ?? '') : '';
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12);
}
