import { asViewer, attack, type Attack, type RawCall } from './attack.js';

const agents = '/api/v1/agents';
const withKey = (key: string | string[], path = agents, more: object = {}): RawCall => ({
  path,
  headers: { 'x-api-key': key, ...more },
});
const login = (body: unknown): RawCall => ({
  ...{ method: 'POST', path: '/api/v1/auth/login', body: JSON.stringify(body) },
  headers: { 'content-type': 'application/json' },
});

/** Credentials where they do not belong, changed, or used up. */
export const stolenCredentials: readonly Attack[] = [
  attack('a key whose secret was changed', 401, ({ key }) =>
    withKey(`${key.slice(0, 20)}${key[20] === 'a' ? 'b' : 'a'}${key.slice(21)}`),
  ),
  attack('a key in other letters', 401, ({ key }) => withKey(key.toLowerCase())),
  attack('the same key twice', 401, ({ key }) => withKey([key, key])),
  attack('a key and a token together', 401, ({ key, token }) =>
    withKey(key, agents, { authorization: `Bearer ${token}` }),
  ),
  attack('a key of another environment', 401, ({ key }) =>
    withKey(key.replace('_live_', '_test_')),
  ),
  attack('a key that is a piece of SQL', 401, () => withKey("' or 1=1 --")),
  attack('a key with a hundred wildcards', 401, () => withKey('%'.repeat(100))),
  attack('a key in the query', 401, ({ key }) => ({ path: `${agents}?api_key=${key}` })),
  attack('a token in the query', 401, ({ token }) => ({ path: `${agents}?access_token=${token}` })),
  attack('a key in a cookie', 401, ({ key }) => ({
    path: agents,
    headers: { cookie: `api_key=${key}` },
  })),
  attack('a token in a header of old', 401, ({ token }) => ({
    path: agents,
    headers: { 'x-caxton-token': token },
  })),
  attack('a key as a basic password', 401, ({ key }) => ({
    path: agents,
    headers: { authorization: `Basic ${Buffer.from(`admin:${key}`).toString('base64')}` },
  })),
  attack('two tokens in one header', 401, ({ token }) => ({
    path: agents,
    headers: { authorization: `Bearer ${token}, Bearer ${token}` },
  })),
  attack('a key from outside of its networks', 401, ({ boundKey }) => withKey(boundKey)),
  ...['x-forwarded-for', 'x-real-ip', 'forwarded', 'true-client-ip', 'x-client-ip'].map((name) =>
    attack(
      `a key from outside of its networks that claims an address (${name})`,
      401,
      ({ boundKey }) =>
        withKey(boundKey, agents, { [name]: name === 'forwarded' ? 'for=10.0.0.1' : '10.0.0.1' }),
    ),
  ),
  attack('a refresh token that was used before', 401, ({ usedRefreshToken }) => ({
    ...{ method: 'POST', path: '/api/v1/auth/refresh' },
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token: usedRefreshToken }),
  })),
  attack('a name that is a piece of SQL', 401, () =>
    login({ username: "admin' --", password: 'x' }),
  ),
  attack('a name that is a query', 400, () => login({ username: { $ne: null }, password: 'x' })),
  attack('a list of passwords', 400, () => login({ username: 'admin', password: ['a', 'b'] })),
  attack('no password', 400, () => login({ username: 'admin' })),
  attack('a password of a megabyte', 400, () =>
    login({ username: 'admin', password: 'a'.repeat(200_000) }),
  ),
  attack('U+0000 in a password', 400, () => login({ username: 'admin', password: 'a\u0000' })),
  attack('a role in a login', 400, () =>
    login({ username: 'admin', password: 'x', roles: ['admin'] }),
  ),
  attack('a password changed without the old one', 400, (loot) =>
    asViewer(loot, 'POST', '/api/v1/auth/password', { new_password: 'a new one of mine' }),
  ),
];
