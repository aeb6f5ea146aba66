import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawGraph } from './architecture-views.mjs';
import { build } from './prepare/build.mjs';
import { runScript, step } from './prepare/progress.mjs';
import { root } from './prepare/run-program.mjs';

const folder = join(root, 'docs/surface');

/** What outsiders see of the server, made from the server itself and kept under version control. */
async function makeSurface() {
  // Loaded after the build: these read what it made.
  const { describeConfiguration } = await import('./surface/configuration.mjs');
  const { describeErrors } = await import('./surface/errors.mjs');
  const { describeOpenApi } = await import('./surface/open-api.mjs');
  const { dumpSchema } = await import('./surface/schema-sql.mjs');
  return {
    'configuration.md': describeConfiguration(),
    'errors.md': describeErrors(),
    'graph.mmd': drawGraph(),
    'openapi.json': await describeOpenApi(),
    'schema.sql': await dumpSchema(),
  };
}

await runScript(async () => {
  await build();
  const files = await step('Writing docs/surface', makeSurface);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return 0;
});
