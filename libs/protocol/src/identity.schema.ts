import { z } from 'zod';
import { boundedElsewhere, parseDuration } from './duration.js';
import { grants } from './grants.schema.js';
import { timestamp } from './ids.js';

/** What may be done, one word for one kind of operation. Every operation of the API names those it needs. */
export const scopes = [
  'agents:read',
  'agents:write',
  'messages:read',
  'messages:send',
  'conversations:read',
  'conversations:write',
  'memory:read',
  'memory:write',
  'tools:read',
  'tools:write',
  'artifacts:read',
  'artifacts:write',
  'approvals:read',
  'approvals:decide',
  'webhooks:read',
  'webhooks:write',
  'operations:read',
  'operations:write',
  'keys:read',
  'keys:write',
  'users:read',
  'users:write',
  'audit:read',
  'workspaces:read',
  'workspaces:write',
] as const;
const scope = z.enum(scopes).meta({ id: 'Scope', description: 'What may be done.' });
export type Scope = z.infer<typeof scope>;

/** Named sets of scopes: docs/security.md. */
const roles = ['viewer', 'developer', 'operator', 'admin'] as const;
const role = z.enum(roles).meta({ id: 'Role', description: 'A named set of scopes.' });
export type Role = z.infer<typeof role>;

export const userName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._@-]{1,63}$/,
    'must be 2 to 64 lower-case letters, digits or . _ @ -, beginning with a letter or digit',
  )
  .meta({ id: 'UserName', examples: ['developer'] });

/** NIST SP 800-63B §3.1.1: length is what counts; any printable characters. */
export const newPassword = z
  .string()
  .min(10, 'must have at least 10 characters')
  .max(256)
  .meta({ format: 'password', writeOnly: true });

const instantOrNever = timestamp.nullable();

export const loginRequest = z
  .strictObject({
    username: z.string().min(1).max(64),
    password: z.string().min(1).max(256).meta({ format: 'password', writeOnly: true }),
  })
  .meta({ id: 'LoginRequest', examples: [{ username: 'developer', password: 'your-password' }] });
export type LoginRequest = z.infer<typeof loginRequest>;

export const refreshRequest = z
  .strictObject({ refresh_token: z.string().min(1).max(256).meta({ writeOnly: true }) })
  .meta({ id: 'RefreshRequest', examples: [{ refresh_token: 'refresh_token_here' }] });

/** Section 22 of the quick start. */
export const loginAnswer = z
  .object({
    token: z.string().meta({ description: 'For `Authorization: Bearer`.' }),
    expires_in: z.int().meta({ description: 'Seconds that the token is taken.', examples: [3600] }),
    refresh_token: z
      .string()
      .meta({ description: 'Gives a new token once, at POST /api/v1/auth/refresh.' }),
    password_change_required: z.boolean().optional().meta({
      description: 'Set while only POST /api/v1/auth/password is allowed.',
    }),
  })
  .meta({ id: 'Login' });
export type LoginAnswer = z.infer<typeof loginAnswer>;

export const passwordChange = z
  .strictObject({
    current_password: z.string().min(1).max(256).meta({ format: 'password', writeOnly: true }),
    new_password: newPassword,
  })
  .refine((change) => change.new_password !== change.current_password, {
    path: ['new_password'],
    error: 'must differ from the current one',
    params: { rule: 'different' },
  })
  .meta({ id: 'PasswordChange' });
export type PasswordChange = z.infer<typeof passwordChange>;

export const loggedOut = z.object({ status: z.literal('logged_out') }).meta({ id: 'LoggedOut' });
export type LoggedOut = z.infer<typeof loggedOut>;

/** Who the credentials of a request stand for. */
export const identityView = z
  .object({
    kind: z.enum(['local', 'user', 'key']),
    id: z.string(),
    name: z.string(),
    workspace: z.string(),
    roles: z.array(role),
    scopes: z.array(scope),
    grants,
  })
  .meta({ id: 'Identity', description: 'Whom the server takes the sender of a request for.' });
export type IdentityView = z.infer<typeof identityView>;

export const userCreation = z
  .strictObject({
    username: userName,
    password: newPassword.optional().meta({
      description:
        'Left out: a password that must be changed at the first login is answered, once.',
    }),
    roles: z.array(role).min(1).max(4),
    grants: grants.optional(),
  })
  .meta({ id: 'UserCreation', examples: [{ username: 'ada', roles: ['developer'] }] });
export type UserCreation = z.infer<typeof userCreation>;

export const userChange = z
  .strictObject({
    roles: z.array(role).min(1).max(4).optional(),
    grants: grants.optional(),
    disabled: z.boolean().optional(),
    reset_password: z.literal(true).optional().meta({
      description: 'Answers a new one-time password and ends every session of the user.',
    }),
  })
  .meta({ id: 'UserChange' });
export type UserChange = z.infer<typeof userChange>;

export const userView = z
  .object({
    user_id: z.string(),
    username: z.string(),
    workspace: z.string(),
    roles: z.array(role),
    grants,
    disabled: z.boolean(),
    password_change_required: z.boolean(),
    created_at: timestamp,
    last_login_at: instantOrNever,
    one_time_password: z.string().optional().meta({ description: 'Shown in this answer only.' }),
  })
  .meta({ id: 'User' });
export type UserView = z.infer<typeof userView>;

export const userList = z
  .object({ users: z.array(userView), total: z.int() })
  .meta({ id: 'UserList' });
export type UserList = z.infer<typeof userList>;

const network = z.union(
  [z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()],
  'must be an address or a network such as 10.0.0.0/8',
);

export const keyCreation = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(scope).min(1).max(scopes.length),
    grants: grants.optional(),
    networks: z.array(network).min(1).max(50).optional().meta({
      description: 'Addresses or CIDRs from which the key is taken; left out: from anywhere.',
    }),
    expires_at: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({
    id: 'ApiKeyCreation',
    examples: [{ name: 'ci', scopes: ['agents:read', 'messages:send', 'conversations:read'] }],
  });
export type KeyCreation = z.infer<typeof keyCreation>;

export const keyRotation = z
  .strictObject({
    grace: boundedElsewhere
      .refine((text) => parseDuration(text) <= 7 * 86_400_000, 'must be from 0s to 7d')
      .optional()
      .meta({
        description: 'How long the old key is still taken, up to 7d. Default 24h; 0s ends it now.',
      }),
  })
  .meta({ id: 'ApiKeyRotation', examples: [{ grace: '24h' }] });
export type KeyRotation = z.infer<typeof keyRotation>;

export const keyView = z
  .object({
    key_id: z.string(),
    name: z.string(),
    workspace: z.string(),
    prefix: z
      .string()
      .meta({ description: 'How the key begins.', examples: ['cxk_live_3kTz81Qw'] }),
    scopes: z.array(scope),
    grants,
    networks: z.array(z.string()).nullable(),
    status: z.enum(['active', 'expired', 'revoked']),
    created_by: z.string(),
    created_at: timestamp,
    expires_at: instantOrNever,
    last_used_at: instantOrNever,
    revoked_at: instantOrNever,
    key: z.string().optional().meta({ description: 'The key itself, shown in this answer only.' }),
  })
  .meta({ id: 'ApiKey' });
export type KeyView = z.infer<typeof keyView>;

export const keyList = z
  .object({ keys: z.array(keyView), total: z.int() })
  .meta({ id: 'ApiKeyList' });
export type KeyList = z.infer<typeof keyList>;

export const keyId = z
  .string()
  .regex(/^[0-9A-Za-z]{8}$/, 'must be the key_id of a key')
  .meta({ id: 'ApiKeyId', examples: ['3kTz81Qw'] });

export const userRemoved = z
  .object({ username: z.string(), status: z.literal('removed') })
  .meta({ id: 'UserRemoved' });
export type UserRemoved = z.infer<typeof userRemoved>;
