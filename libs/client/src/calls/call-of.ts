import { routes } from '../generated/routes.js';
import type { Call } from '../connection/call.js';
import { newKey } from './new-key.js';
import type { CallOptions, OperationId } from './operation.js';
import { pathOf, queryOf } from './address.js';

/** What the document says of an operation, for those of which it says less as well. */
interface Route {
  readonly method: string;
  readonly path: string;
  readonly takesBody?: true;
  readonly takesKey?: true;
  readonly onlyReads?: true;
}

const named = /\{\w+\}/g;

/** The call that the arguments of a method ask for. */
export function callOf(id: OperationId, given: readonly unknown[]): Call {
  const route: Route = routes[id];
  const names = route.path.match(named)?.length ?? 0;
  const [json, options] =
    route.takesBody === true ? [given[names] ?? {}, given[names + 1]] : [undefined, given[names]];
  return { ...addressed(route, given.slice(0, names), options ?? {}), json };
}

/** A call without its body. */
export function addressed(route: Route, names: readonly unknown[], given: CallOptions): Call {
  const { signal, timeoutMs, attempts, idempotencyKey, requestId, hop, ...query } = given;
  const key = idempotencyKey ?? (route.takesKey === true ? newKey() : undefined);
  return {
    method: route.method,
    path: `${pathOf(route.path, names)}${queryOf(query)}`,
    headers: {
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(requestId === undefined ? {} : { 'x-request-id': requestId }),
      ...(hop === undefined ? {} : { 'caxton-hop': String(hop) }),
    },
    isRepeatable: key !== undefined || isIdempotent(route),
    ...{ signal, timeoutMs, attempts },
  };
}

function isIdempotent({ method, onlyReads }: Route): boolean {
  return onlyReads === true || ['GET', 'PUT', 'DELETE'].includes(method);
}
