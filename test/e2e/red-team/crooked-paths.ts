import { asViewer, attack, type Attack } from './attack.js';

/** Ways around a check of paths: sent without credentials, letter by letter. */
const aroundChecks: readonly (readonly [string, number])[] = [
  ['/api/v1//users', 404],
  ['//api/v1/users', 404],
  ['/API/V1/users', 404],
  ['/api/v1/users/', 401],
  ['/api/v1/users%2f', 404],
  ['/api/v1/users;x=1', 404],
  ['/api/v1/users%00', 404],
  ['/api/v1/users%20', 404],
  ['/api/v1/users#', 401],
  ['/api/v1/health/../users', 404],
  ['/api/v1/health/%2e%2e/users', 404],
  ['/api/v1/health/..%2fusers', 404],
  ['/api/v1/health/..;/users', 404],
  [String.raw`/api/v1/health\..\users`, 404],
  ['/api/v1/health%2f..%2fusers', 404],
  ['/docs/../api/v1/users', 404],
  ['/examples/..%2f..%2fpackage.json', 400],
  ['/examples/%2e%2e%2f%2e%2e%2fpackage.json', 400],
  ['/examples/....//....//package.json', 404],
  ['/examples/%252e%252e%252fpackage.json', 400],
  ['/examples/..%5c..%5cpackage.json', 400],
  ['/examples/%2fetc%2fpasswd', 400],
  ['/examples/airline-passengers.csv%00.png', 400],
  ['/.env', 404],
  ['/.git/config', 404],
  ['/package.json', 404],
  ['/metrics', 404],
  ['/docs/..%2f..%2f..%2fpackage.json', 404],
];

/** Names that objects have of themselves. */
const ownNames = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

/** Paths and queries that lead somewhere else. */
export const crookedPaths: readonly Attack[] = [
  ...aroundChecks.map(([path, status]) => attack(`the path ${path}`, status, () => ({ path }))),
  ...ownNames.map((name) =>
    attack(`an agent called ${name}`, 403, ({ key }) => ({
      path: `/api/v1/agents/${name}`,
      headers: { 'x-api-key': key },
    })),
  ),
  ...(
    [
      ['/api/v1/conversations/', 404],
      ['/api/v1/messages/', 400],
      ['/api/v1/capabilities/', 400],
    ] as const
  ).map(([list, status]) =>
    attack(`the path ${list}__proto__`, status, (loot) =>
      asViewer(loot, 'GET', `${list}__proto__`),
    ),
  ),
  ...['__proto__[x]=1', 'constructor[prototype][x]=1', '__proto__.x=1'].map((query) =>
    attack(`the query ${query}`, 400, (loot) => asViewer(loot, 'GET', `/api/v1/agents?${query}`)),
  ),
  ...[
    'limit=1&limit=2',
    'limit[]=1',
    'limit=1e9',
    'limit=-1',
    'limit=0x10',
    'limit=%00',
    'cursor=%27%20or%201%3D1',
  ].map((query) =>
    attack(`the query ${query}`, 400, (loot) => asViewer(loot, 'GET', `/api/v1/agents?${query}`)),
  ),
  attack('a path that is no UTF-8', 400, (loot) => asViewer(loot, 'GET', '/api/v1/agents/%ff%fe')),
  attack('a percent sign alone', 400, (loot) => asViewer(loot, 'GET', '/api/v1/agents/%')),
  attack('a name of 10,000 letters', 400, (loot) =>
    asViewer(loot, 'GET', `/api/v1/agents/${'a'.repeat(10_000)}`),
  ),
  attack('SQL in a name', 400, (loot) =>
    asViewer(loot, 'GET', `/api/v1/agents/${encodeURIComponent("x'; drop table agents; --")}`),
  ),
];
