import { coversGrants, ProtocolError, type Grants, type Scope } from '#protocol';
import type { Principal } from './principal.js';

/** What a user or a key may do. */
export interface Might {
  readonly scopes: readonly Scope[];
  readonly grants: Grants;
}

/** Thrown when somebody would give, or take from others, more than they have themselves: FORBIDDEN. */
export function refuseMore(by: Principal, asked: Might): void {
  const lacking = asked.scopes.filter((scope) => !by.scopes.has(scope));
  if (lacking.length > 0)
    throw new ProtocolError('FORBIDDEN', `You do not have ${lacking.join(', ')} yourself`, {
      missing_scopes: lacking,
      suggestion: 'Ask somebody who has them',
    });
  if (!coversGrants(by.grants, asked.grants))
    throw new ProtocolError('FORBIDDEN', 'The grants reach further than your own', {
      suggestion: 'Name agents and capabilities that you are granted yourself',
    });
}
