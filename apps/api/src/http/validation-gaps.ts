import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { RefusedData } from '#platform';

/** How often an operation let data through that the database refused. */
export interface ValidationGap {
  /** Of SQLSTATE: 22, 23 or 54. */
  readonly class: string;
  /** `POST /api/v1/agents/:name`. */
  readonly operation: string;
  readonly count: number;
}

/** What of a request its operation is known by. */
type Asked = Pick<FastifyRequest, 'method' | 'url' | 'body'> & {
  readonly routeOptions: Pick<FastifyRequest['routeOptions'], 'url'>;
};

/** Counts data that came through every check and that the database refused: each is a check that is missing. */
export class ValidationGaps {
  private readonly counts = new Map<string, ValidationGap>();

  /** Since the start of the process. */
  get figures(): readonly ValidationGap[] {
    return [...this.counts.values()];
  }

  /** What the log is told of one: never the data, which may be a secret, but what finds the same again. */
  note(gap: RefusedData, request: Asked, cause: unknown): Readonly<Record<string, unknown>> {
    const operation = `${request.method} ${request.routeOptions.url ?? 'unknown'}`;
    const key = `${gap.class} ${operation}`;
    const count = (this.counts.get(key)?.count ?? 0) + 1;
    this.counts.set(key, { class: gap.class, operation, count });
    const { class: _class, state: sql_state, ...where } = gap;
    return { operation, sql_state, ...where, sample_hash: hashOf(request), at: placesOf(cause) };
  }
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
