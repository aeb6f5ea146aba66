import { readFile, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const dist = join(dirname(fileURLToPath(import.meta.url)), '../../dist');
const program = join(dist, 'program');

/** What is started as a process. Threads start from what was compiled: they load little of it. */
const entries = [
  'apps/cli/src/main.js',
  'apps/server/src/processes/child-process.js',
  'apps/worker/src/suspects/suspect-process.js',
];
const names = entries.map((entry) => entry.split('/').at(-1));

/**
 * Left where they are: native code and files beside code; what is not installed and is asked for with a
 * plan for that; and the fault points, which a condition of Node's exchanges for armed ones.
 */
const external = [
  '#faults',
  ...['@electric-sql/*', '@node-rs/*', 'msgpackr-extract', 'pino', 'swagger-ui-dist'],
  ...['@fastify/multipart', '@fastify/view', 'class-transformer', 'class-validator', 'typescript'],
  ...['@nestjs/microservices', '@nestjs/websockets', '@nestjs/platform-express'],
  // Databases that TypeORM knows and Caxton does not use.
  ...['mysql', 'mysql2', 'oracledb', 'pg-native', 'pg-query-stream', 'sqlite3', 'better-sqlite3'],
  ...['mongodb', 'mssql', 'sql.js', 'react-native-sqlite-storage', '@sap/*', 'hdb-pool', 'redis'],
  ...['typeorm-aurora-data-api-driver', '@google-cloud/spanner', 'expo-sqlite', 'ts-node'],
];

/**
 * A module finds files from its own place, and is to find the same ones from the bundle; but an entry stands
 * beside the bundle that names it.
 */
function keepPlace(source, path) {
  const place = `new URL(${JSON.stringify(relative(program, path))}, import.meta.url).href`;
  return source.replaceAll(/(new URL\('\.\/([\w.-]+)', )?import\.meta\.url/g, (whole, url, name) =>
    names.includes(name) ? whole : `${url ?? ''}${place}`,
  );
}

/** A decorated class is `let X = class X`; the bundler renames the inner one, and Nest and TypeORM read its name. */
function keepClassNames(source) {
  return source.replaceAll(/^let (\w+) = class \1 /gm, 'let $1 = class ');
}

const keep = {
  name: 'keep places and names',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](dist|@nestjs)[\\/].*\.js$/ }, async ({ path }) => {
      const source = keepClassNames(await readFile(path, 'utf8'));
      const isOurs = !path.includes('node_modules');
      return { contents: isOurs ? keepPlace(source, path) : source, loader: 'js' };
    });
  },
};

/**
 * Makes `dist/program`: the compiled processes and their packages in few files. A process that reads some
 * thousands of files spends most of its start on finding them (ADR-0035).
 */
async function bundle() {
  await rm(program, { recursive: true, force: true });
  await build({
    entryPoints: entries.map((entry) => join(dist, entry)),
    outdir: program,
    entryNames: '[name]',
    chunkNames: 'part-[hash]',
    ...{ bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20.19' },
    external,
    plugins: [keep],
    legalComments: 'inline',
    logLevel: 'warning',
    // Packages of the older kind ask for what is external with a function that newer ones do not have.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
    },
  });
}

await bundle();
