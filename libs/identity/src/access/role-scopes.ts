import { scopes, type Role, type Scope } from '#protocol';

const readings = scopes.filter(
  (scope) => scope.endsWith(':read') && !/^(keys|users|audit|workspaces|operations):/.test(scope),
);

const viewer: readonly Scope[] = readings;

const developer: readonly Scope[] = [
  ...viewer,
  'agents:write',
  'messages:send',
  'conversations:write',
  'memory:write',
  'tools:write',
  'artifacts:write',
  'approvals:decide',
  'webhooks:write',
];

const operator: readonly Scope[] = [
  ...viewer,
  'operations:read',
  'operations:write',
  'conversations:write',
  'approvals:decide',
  'keys:read',
  'audit:read',
];

const byRole: Readonly<Record<Role, readonly Scope[]>> = {
  viewer,
  developer,
  operator,
  admin: scopes,
};

/** What the holders of roles may do: the union. */
export function scopesOf(roles: readonly Role[]): ReadonlySet<Scope> {
  return new Set(roles.flatMap((role) => byRole[role]));
}
