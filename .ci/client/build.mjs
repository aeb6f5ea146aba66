import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { runScript, step } from '../prepare/progress.mjs';
import { root, runQuietly } from '../prepare/run-program.mjs';

const folder = join(root, 'libs/client');
const dist = join(folder, 'dist');

const bundle = (format, file) =>
  build({
    entryPoints: [join(folder, 'src/index.ts')],
    outfile: join(dist, file),
    format,
    bundle: true,
    platform: 'neutral',
    target: 'es2022',
    // The root's is made for Node, and its decorators are none of a client's business.
    tsconfigRaw: { compilerOptions: {} },
  });

/** Declarations as CommonJS has them: the one form that both kinds of modules may import. */
async function declare() {
  const program = 'node_modules/typescript/bin/tsc';
  await runQuietly(process.execPath, [program, '-p', 'libs/client/tsconfig.package.json']);
  writeFileSync(join(dist, 'types/package.json'), '{ "type": "commonjs" }\n');
}

/** Builds what is published of `libs/client`: a bundle for each kind of module, and the types. */
await runScript(async () => {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  await step('Building @caxton/client', async () => {
    await Promise.all([bundle('esm', 'client.mjs'), bundle('cjs', 'client.cjs')]);
    await declare();
  });
  return 0;
});
