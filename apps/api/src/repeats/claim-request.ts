import { Injectable, type PipeTransform } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { fieldErrors } from '#protocol';
import { fingerprintOf, type IdempotencyClaim } from '#idempotency';
import { readIdempotencyKey } from './idempotency-key.js';

/** How repeatable requests are treated on this server. */
export class RepeatSettings {
  constructor(
    /** `CAXTON_IDEMPOTENCY_RETENTION`, in milliseconds. */
    readonly keepForMs: number,
    /** `CAXTON_IDEMPOTENCY_REQUIRED`: a request without a key is refused. */
    readonly isKeyRequired: boolean,
  ) {}
}

/** A request that may be repeated, with what its controller says of the answer. */
export interface RepeatableRequest {
  readonly request: Pick<FastifyRequest, 'headers' | 'method' | 'body' | 'params' | 'url'> & {
    readonly routeOptions: { readonly url?: string | undefined };
  };
  readonly statusCode: number;
  readonly onReplay: () => void;
}

/** Makes the claim of a request out of its key, its route and its body. */
@Injectable()
export class ClaimRequest implements PipeTransform<
  RepeatableRequest,
  IdempotencyClaim | undefined
> {
  constructor(private readonly settings: RepeatSettings) {}

  /** Nothing for a request without a key. Thrown for a bad one, or a missing one: INVALID_REQUEST. */
  transform({ request, statusCode, onReplay }: RepeatableRequest): IdempotencyClaim | undefined {
    const key = readIdempotencyKey(request.headers);
    if (key === undefined) {
      if (this.settings.isKeyRequired) throw missingKey();
      return undefined;
    }
    const fingerprint = fingerprintOf(request.method, routeOf(request), request.body);
    return { key, fingerprint, statusCode, onReplay, keepForMs: this.settings.keepForMs };
  }
}

/** The path as its route spells it, with the query: `/api/v1/agents/x` and `/api/v1/agents/%78/` are one. */
function routeOf({ url, params, routeOptions }: RepeatableRequest['request']): string {
  const named = params as Readonly<Record<string, string>>;
  const path = (routeOptions.url ?? '').replaceAll(/:(\w+)/g, (_name, name: string) =>
    encodeURIComponent(named[name] ?? ''),
  );
  const query = new URLSearchParams(url.split('?', 2)[1]);
  query.sort();
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

function missingKey(): Error {
  return fieldErrors('INVALID_REQUEST', [
    {
      field: 'Idempotency-Key',
      rule: 'required',
      message: 'is required on this server: name each request, 1 to 255 visible ASCII characters',
    },
  ]);
}
