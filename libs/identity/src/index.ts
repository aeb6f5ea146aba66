import { AuditEventEntity } from './audit/audit-event.entity.js';
import { AuditHeadEntity } from './audit/audit-head.entity.js';
import { ApiKeyEntity } from './keys/api-key.entity.js';
import { LoginFailureEntity } from './passwords/login-failure.entity.js';
import { JwtKeyEntity } from './tokens/jwt-key.entity.js';
import { jwtSecrets } from './tokens/jwt-keys.js';
import { successors } from './tokens/refresh-tokens.js';
import { RefreshTokenEntity } from './tokens/refresh-token.entity.js';
import { UserEntity } from './users/user.entity.js';

export { addressGroup } from './access/address-group.js';
export { Authenticator, type AuthMode, type Shown } from './access/authenticator.js';
export { callerOf, localPrincipal, type Principal } from './access/principal.js';
export { AuditLog } from './audit/audit-log.js';
export type { AuditEvent } from './audit/chain.js';
export { KeyBook } from './keys/key-book.js';
export { dropEndedLogins, openIdentity, type Identity } from './open-identity.js';
export { readOldMarks, type OldMark } from './keys/api-key.repository.js';
export { Sessions, type Origin } from './tokens/sessions.js';
export { Users } from './users/users.js';
export { Workspaces } from './workspaces/workspaces.js';

/** Where this library keeps sealed texts. */
export const identitySecrets = [jwtSecrets, successors];

/** The tables of this library. */
export const identityEntities = [
  UserEntity,
  RefreshTokenEntity,
  JwtKeyEntity,
  ApiKeyEntity,
  LoginFailureEntity,
  AuditHeadEntity,
  AuditEventEntity,
];
