import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runQuietly, root } from './prepare/run-program.mjs';
import { build } from './prepare/build.mjs';
import { runScript, say, step } from './prepare/progress.mjs';

const shipped = [
  'dist/apps',
  'dist/libs',
  'dist/program',
  'assets',
  'examples',
  'LICENSE',
  'README.md',
  'CHANGELOG.md',
];
const read = (folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

/** One package of all: whoever installs it has no workspaces, so it names what they name. */
function composeManifest() {
  const { name, version, description, license, type, engines, bin, imports, ...rest } = read('.');
  const lists = ['.', ...rest.workspaces].map((folder) => read(folder).dependencies ?? {});
  const dependencies = Object.fromEntries(lists.flatMap(Object.entries).sort());
  const overrides = Object.fromEntries(
    Object.entries(rest.overrides).filter(([, value]) => typeof value === 'string'),
  );
  return {
    name,
    version,
    description,
    license,
    type,
    engines,
    bin,
    imports,
    dependencies,
    overrides,
  };
}

/** Packs the server with its command line: `dist/caxton-<version>.tgz`, to be installed by `npm install -g`. */
await runScript(async () => {
  await build();
  const folder = mkdtempSync(join(tmpdir(), 'caxton-pack-'));
  await step('Packing', async () => {
    for (const part of shipped)
      cpSync(join(root, part), join(folder, part), {
        recursive: true,
        filter: (path) => !path.endsWith('.map'),
      });
    const manifest = composeManifest();
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    const target = join(root, 'dist');
    mkdirSync(target, { recursive: true });
    await runQuietly('npm', ['pack', folder, '--pack-destination', target, '--ignore-scripts']);
  });
  rmSync(folder, { recursive: true });
  say(`./dist/caxton-${read('.').version}.tgz`);
  return 0;
});
