import { boundsOf, scopes, type Grants, type Role, type Scope } from '#protocol';
import { defaultWorkspace, localDeveloper, type Caller } from '#platform';

/** Whom a request is made by, and what they may do. */
export interface Principal {
  readonly kind: 'local' | 'user' | 'key';
  readonly id: string;
  readonly name: string;
  readonly workspace: string;
  readonly roles: readonly Role[];
  readonly scopes: ReadonlySet<Scope>;
  readonly grants: Grants;
  /** Nothing but a new password is allowed. */
  readonly mustChangePassword: boolean;
}

/** Whoever calls a server on a laptop without credentials: everything is theirs. */
export const localPrincipal: Principal = {
  ...{ kind: 'local', id: 'local', name: localDeveloper.principal, workspace: defaultWorkspace },
  roles: ['admin'],
  scopes: new Set(scopes),
  grants: {},
  mustChangePassword: false,
};

/** On whose behalf the statements of a request run. */
export function callerOf({ kind, id, workspace, grants }: Principal): Caller {
  if (kind === 'local') return localDeveloper;
  const bounds = boundsOf(grants);
  return { workspace, principal: id, ...(bounds === undefined ? {} : { grants: bounds }) };
}
