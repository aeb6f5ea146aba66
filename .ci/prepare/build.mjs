import { cpSync, existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { step } from './progress.mjs';
import { root, runQuietly } from './run-program.mjs';

const stamp = join(root, 'dist/.built');
const compiler = 'node_modules/typescript/bin/tsc';
const bundler = '.ci/prepare/bundle.mjs';
const inputs = [
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'],
  bundler,
];

const modified = (path) => statSync(path).mtimeMs;

function sources() {
  return ['apps', 'libs', 'test']
    .filter((part) => existsSync(join(root, part)))
    .flatMap((part) =>
      readdirSync(join(root, part), { recursive: true }).map((file) => join(part, file)),
    )
    .filter((file) => /\.m?ts$|\.mjs$/.test(file) && !/[\\/]dist[\\/]/.test(file))
    .map((file) => join(root, file));
}

/** Plain programs that compiled ones of the tests import by their place. */
const programs = 'test/support/servers';

/** Whether everything that the build reads is older than the build. */
function isBuilt() {
  if (!existsSync(stamp)) return false;
  const built = modified(stamp);
  return [...inputs.map((file) => join(root, file)), ...sources()].every(
    (file) => modified(file) <= built,
  );
}

/** Builds, unless the last build is newer than the sources. */
export async function build() {
  if (isBuilt()) return;
  const started = new Date();
  await step('Building', async () => {
    await runQuietly(process.execPath, [compiler, '-p', 'tsconfig.build.json']);
    await runQuietly(process.execPath, [bundler]);
  });
  cpSync(join(root, programs), join(root, 'dist', programs), { recursive: true });
  writeFileSync(stamp, started.toISOString());
  // What was saved while the build ran counts as newer than the build.
  utimesSync(stamp, started, started);
}
