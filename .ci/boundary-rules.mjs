import { apps, mayImport, onlyIn, testing } from './architecture.mjs';

const specs = String.raw`\.(spec|int-spec|e2e-spec|fixture)\.ts$`;
const drawers = String.raw`^(apps|libs|test)/.*[/.-](service|manager|helpers?|utils?|common|base|misc)\.ts$`;

const anyOf = (names) => `(${names.join('|')})`;
const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** A place in the table (`libs/platform/`, `*.queue.ts`) as a pattern of paths. */
const placePattern = (place) =>
  place.startsWith('*') ? `${literal(place.slice(1))}$` : `^${literal(place)}`;

/** A package in the table (`bullmq`, `@ai-sdk/*`) as a pattern of resolved paths. */
const packagePattern = (name) => `(^|/)node_modules/${literal(name.replace(/\/\*$/, ''))}/`;

const shapeRules = [
  forbid(
    'everything-resolves',
    'An unresolved import escapes every other rule.',
    {},
    { couldNotResolve: true },
  ),
  forbid('no-cycles', 'Modules form a tree of meaning, never a ring.', {}, { circular: true }),
  forbid('no-drawers', 'Name the act, not the furniture.', {}, { path: drawers }),
  forbid(
    'known-parts-only',
    'A lib or an app that is missing in the table would escape its rules.',
    {},
    {
      path: '^(apps|libs)/',
      pathNot: [
        `^libs/${anyOf([...Object.keys(mayImport), testing])}/`,
        `^apps/${anyOf(Object.keys(apps))}/`,
      ],
    },
  ),
];

const doorRules = [
  forbid(
    'front-door-only',
    'A lib is used through its index.ts.',
    { path: '^(apps|libs|test)/([^/]+)/' },
    {
      path: '^libs/[^/]+/src/',
      pathNot: ['^$1/$2/', String.raw`^libs/[^/]+/src/index\.ts$`],
    },
  ),
  forbid(
    'by-name-only',
    'A lib is called by its name (#protocol), not by the road to it.',
    { path: '^(apps|libs|test)/([^/]+)/' },
    {
      path: '^libs/[^/]+/src/',
      pathNot: '^$1/$2/',
      dependencyTypesNot: ['aliased-subpath-import'],
    },
  ),
  forbid(
    'no-self-front-door',
    'Inside a lib, import the file, not the index.',
    { path: '^libs/([^/]+)/src/.+', pathNot: specs },
    { path: String.raw`^libs/$1/src/index\.ts$` },
  ),
];

const testRules = [
  forbid(
    'tests-stay-out',
    'What runs in production never knows that tests exist.',
    { path: '^(apps|libs)/', pathNot: [specs, `^libs/${testing}/`] },
    { path: [`^libs/${testing}/`, '^test/', specs] },
  ),
  forbid(
    'shipped-only',
    'What runs in production needs only what is installed there.',
    { path: '^(apps|libs)/', pathNot: [specs, `^libs/${testing}/`] },
    { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
  ),
];

const appRules = [
  forbid('apps-are-leaves', 'Nothing stands on an app.', { path: '^libs/' }, { path: '^apps/' }),
  ...Object.entries(apps).map(([app, { mayImportApps }]) =>
    forbid(
      `${app}-imports-apps`,
      `apps/${app} may import of the other apps: ${mayImportApps.join(', ') || 'none'}.`,
      { path: `^apps/${app}/` },
      { path: '^apps/', pathNot: `^apps/${anyOf([app, ...mayImportApps])}/` },
    ),
  ),
  forbid(
    'api-never-runs-turns',
    'The HTTP edge accepts and reads; turns and models belong to the worker.',
    { path: '^apps/api/' },
    { path: `^libs/${anyOf(apps.api.neverImportsLibs)}/` },
  ),
];

const libRules = [
  forbid(
    'protocol-is-pure',
    'The vocabulary imports zod and nothing else, not even Node.',
    { path: '^libs/protocol/', pathNot: specs },
    { pathNot: ['^libs/', '(^|/)node_modules/zod/'] },
  ),
  forbid(
    'client-stands-alone',
    'The client runs in browsers and brings nothing along: no package, not even Node.',
    { path: '^libs/client/src/', pathNot: specs },
    { pathNot: '^libs/client/src/' },
  ),
  ...Object.entries(mayImport).map(([lib, allowed]) =>
    forbid(
      `${lib}-imports`,
      `libs/${lib} may import of our libs: ${allowed.join(', ') || 'none'}.`,
      { path: `^libs/${lib}/`, pathNot: specs },
      // The doubles have a rule of their own: tests-stay-out.
      { path: '^libs/', pathNot: `^libs/${anyOf([lib, testing, ...allowed])}/` },
    ),
  ),
];

const technologyRules = Object.entries(onlyIn).map(([name, places]) =>
  forbid(
    `${name.replace(/\W+/g, '-').replace(/^-|-$/g, '')}-quarantine`,
    `${name} is known only to ${places.join(', ')}.`,
    { path: '^(apps|libs)/', pathNot: [...places.map(placePattern), specs] },
    { path: packagePattern(name) },
  ),
);

/** Every boundary of the architecture as a dependency-cruiser rule. */
export const boundaryRules = [
  ...shapeRules,
  ...doorRules,
  ...testRules,
  ...appRules,
  ...libRules,
  ...technologyRules,
];
