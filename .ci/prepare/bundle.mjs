import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
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

/**
 * Names are read: of migrations and entities by TypeORM, of controllers by Nest, of errors in the log. The
 * bundler renames what would collide and gives it its name back at run time, functions too: a call for each closure
 * that is ever made. Here that leaves all alone that cannot be constructed, which is what is made all the time.
 */
const naming = 'var __name = (target, value) => __defProp(';
const namingClasses =
  'var __name = (target, value) => target.prototype === void 0 ? target : __defProp(';

const keep = {
  name: 'keep places',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]dist[\\/].*\.js$/ }, async ({ path }) =>
      path.includes('node_modules')
        ? undefined
        : { contents: keepPlace(await readFile(path, 'utf8'), path), loader: 'js' },
    );
  },
};

/**
 * Makes `dist/program`: the compiled processes and their packages in few files. A process that reads some
 * thousands of files spends most of its start on finding them (ADR-0035).
 */
async function bundle() {
  await rm(program, { recursive: true, force: true });
  const { outputFiles } = await build({
    entryPoints: entries.map((entry) => join(dist, entry)),
    outdir: program,
    entryNames: '[name]',
    chunkNames: 'part-[hash]',
    ...{ bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20.19' },
    ...{ external, keepNames: true, write: false },
    plugins: [keep],
    legalComments: 'inline',
    logLevel: 'warning',
    // Packages of the older kind ask for what is external with a function that newer ones do not have.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
    },
  });
  await write(outputFiles);
}

async function write(files) {
  const named = files.filter(({ text }) => text.includes(naming));
  if (named.length !== 1) throw new Error('The bundler names classes in another way than before.');
  await mkdir(program, { recursive: true });
  await Promise.all(
    files.map(({ path, text }) => writeFile(path, text.replace(naming, namingClasses))),
  );
}

await bundle();
