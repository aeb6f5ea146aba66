import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { fieldErrors, findJsonFault } from '#protocol';
import { declaredQuery } from './declared-query.js';

/**
 * Refuses query parameters that the operation does not declare, on every route alike: a misspelt
 * `dry_run` must not do the thing in earnest. Nor may a value hold what no body may, such as U+0000.
 */
@Injectable()
export class QueryGuard implements CanActivate {
  /** Thrown for an unknown parameter, each named, and for a value that cannot be stored: INVALID_REQUEST. */
  canActivate(context: ExecutionContext): boolean {
    const { query } = context.switchToHttp().getRequest<FastifyRequest>();
    const names = Object.keys(query as object);
    if (names.length === 0) return true;
    const declared = declaredQuery(context.getClass(), context.getHandler());
    const unknown = names.filter((name) => !declared.has(name));
    if (unknown.length === 0) return refuseFault(query);
    throw fieldErrors(
      'INVALID_REQUEST',
      unknown.slice(0, mostNamed).map((field) => ({ field, ...describeUnknown(declared) })),
    );
  }
}

/** Nobody corrects more at once. */
const mostNamed = 100;

function describeUnknown(declared: ReadonlySet<string>): { rule: string; message: string } {
  const known = declared.size === 0 ? 'it has none' : `it has ${[...declared].join(', ')}`;
  return { rule: 'unknown_field', message: `is no query parameter of this operation; ${known}` };
}

/** True for a query without a fault; Postgres would refuse it without saying which parameter it was. */
function refuseFault(query: unknown): true {
  const fault = findJsonFault(query);
  if (fault === undefined) return true;
  const { path: field, rule, message } = fault;
  throw fieldErrors('INVALID_REQUEST', [{ field, rule, message }]);
}
