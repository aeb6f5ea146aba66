import { Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ProtocolError } from '#protocol';
import type { Database } from '#platform';

const untouched = 'caxton:without-database';

/** Operations that answer although the database is crowded: they do not need it, or tell of it. */
export const WithoutDatabase = (): ClassDecorator => SetMetadata(untouched, true);

/** Turns requests away while too many wait for a connection to Postgres, instead of letting them hang. */
@Injectable()
export class CrowdGuard implements CanActivate {
  constructor(private readonly database: Pick<Database, 'isCrowded'>) {}

  /** Thrown while the database is crowded: RATE_LIMITED. */
  canActivate(context: Pick<ExecutionContext, 'getClass'>): boolean {
    if (!this.database.isCrowded) return true;
    if (Reflect.getMetadata(untouched, context.getClass()) === true) return true;
    throw new ProtocolError(
      'RATE_LIMITED',
      'Too many requests wait for the database right now; nothing was done.',
      { retry_after: 1 },
    );
  }
}
