import { asViewer, attack, type Attack, type Loot, type RawCall } from './attack.js';

const byKey = (
  { key }: Pick<Loot, 'key'>,
  method: string,
  path: string,
  body?: object,
): RawCall => ({
  ...{ method, path },
  headers: { 'x-api-key': key, 'content-type': 'application/json' },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});
const message = { performative: 'request', content: { text: 'Hi' } };

/** More than one may: scopes, grants, and what belongs to others. */
export const escalations: readonly Attack[] = [
  attack('a viewer makes an admin', 403, (loot) =>
    asViewer(loot, 'POST', '/api/v1/users', { username: 'me2', roles: ['admin'] }),
  ),
  attack('a viewer becomes an admin', 403, (loot) =>
    asViewer(loot, 'PATCH', '/api/v1/users/victim', { roles: ['admin'] }),
  ),
  attack('a viewer resets the password of the admin', 403, (loot) =>
    asViewer(loot, 'PATCH', '/api/v1/users/admin', { password: 'mine mine mine' }),
  ),
  attack('a viewer makes a key for everything', 403, (loot) =>
    asViewer(loot, 'POST', '/api/v1/keys', { name: 'k', scopes: ['users:write'] }),
  ),
  attack('a viewer removes an agent', 403, (loot) =>
    asViewer(loot, 'DELETE', '/api/v1/agents/SalesBot'),
  ),
  attack('a viewer sends a message', 403, (loot) =>
    asViewer(loot, 'POST', '/api/v1/messages', { agent: 'SalesBot', ...message }),
  ),
  attack('a viewer reads the audit log', 403, (loot) => asViewer(loot, 'GET', '/api/v1/audit')),
  attack('a viewer lists the users', 403, (loot) => asViewer(loot, 'GET', '/api/v1/users')),
  attack('a method in a header', 403, (loot) => {
    const call = asViewer(loot, 'POST', '/api/v1/agents/SalesBot/pause');
    return { ...call, headers: { ...call.headers, 'x-http-method-override': 'GET' } };
  }),
  attack('a method in the query', 400, (loot) =>
    asViewer(loot, 'GET', '/api/v1/agents/SalesBot?_method=DELETE'),
  ),
  attack('a bounded key reads another agent', 403, (loot) =>
    byKey(loot, 'GET', '/api/v1/agents/Finance'),
  ),
  attack('a bounded key reads it under another spelling', 403, (loot) =>
    byKey(loot, 'GET', '/api/v1/agents/%46inance'),
  ),
  attack('a bounded key reads its memory', 403, (loot) =>
    byKey(loot, 'GET', '/api/v1/agents/Finance/memory'),
  ),
  attack('a key for operations has all memory forgotten', 403, ({ operationsKey }) =>
    byKey({ key: operationsKey }, 'PUT', '/api/v1/memory/config', {
      retention_policy: { max_age_days: 1 },
    }),
  ),
  attack('a bounded key makes a wider one', 403, (loot) =>
    byKey(loot, 'POST', '/api/v1/keys', { name: 'wide', scopes: ['agents:read'], grants: {} }),
  ),
  attack('a stranger follows a conversation', 401, () => ({
    path: '/api/v1/conversations/conv-secret?follow=true',
  })),
  attack('a stranger follows a conversation with a token in the query', 401, ({ token }) => ({
    path: `/api/v1/conversations/conv-secret?follow=true&token=${token}`,
  })),
  attack('a key without conversations:read follows one', 403, (loot) =>
    byKey(loot, 'GET', '/api/v1/conversations/conv-secret?follow=true'),
  ),
  attack('a key without it goes on with a stream that another began', 403, ({ key }) => ({
    path: '/api/v1/conversations/conv-secret?follow=true',
    headers: { 'x-api-key': key, 'last-event-id': '0' },
  })),
  attack('a conversation whose name holds a frame', 400, (loot) =>
    asViewer(loot, 'GET', '/api/v1/conversations/a%0Aevent:%20x?follow=true'),
  ),
];

/** Fields that only the server may set: sent by an admin, who may do everything else. */
export const massAssignments: readonly (readonly [string, string, object, number])[] = [
  [
    'a workspace for a user',
    '/api/v1/users',
    { username: 'm1', roles: ['viewer'], workspace: 'other' },
    400,
  ],
  [
    'a hash for a user',
    '/api/v1/users',
    { username: 'm2', roles: ['viewer'], password_hash: 'x' },
    400,
  ],
  [
    'a token version for a user',
    '/api/v1/users',
    { username: 'm3', roles: ['viewer'], token_version: 9 },
    400,
  ],
  ['a role that is none', '/api/v1/users', { username: 'm4', roles: ['root'] }, 400],
  [
    'a workspace for a key',
    '/api/v1/keys',
    { name: 'k', scopes: ['agents:read'], workspace: 'other' },
    400,
  ],
  [
    'a key of one’s own',
    '/api/v1/keys',
    { name: 'k', scopes: ['agents:read'], key: 'cxk_live_1' },
    400,
  ],
  ['a scope that is none', '/api/v1/keys', { name: 'k', scopes: ['*'] }, 400],
  [
    'a state for a message',
    '/api/v1/messages',
    { agent: 'SalesBot', ...message, status: 'completed' },
    400,
  ],
  ['hops for a message', '/api/v1/messages', { agent: 'SalesBot', ...message, hops: -100 }, 400],
  [
    'an author for a message',
    '/api/v1/messages',
    { agent: 'SalesBot', ...message, principal: 'admin' },
    400,
  ],
];
