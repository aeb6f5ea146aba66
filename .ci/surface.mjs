import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { drawGraph } from './architecture-views.mjs';
import { build } from './prepare/build.mjs';
import { runScript, say, step } from './prepare/progress.mjs';
import { root } from './prepare/run-program.mjs';
import {
  describeClientCodes,
  describeClientRoutes,
  describeClientTypes,
} from './surface/client-types.mjs';
import { describeMissingOperations } from './surface/missing-operations.mjs';

const surface = 'docs/surface';
const client = 'libs/client/src/generated';

/** What outsiders see of the server, and what its client knows of it: made from the server, kept in git. */
async function makeSurface() {
  // Loaded after the build: these read what it made.
  const { errorCatalogue } = await import('#protocol');
  const { describeConfiguration } = await import('./surface/configuration.mjs');
  const { describeErrors } = await import('./surface/errors.mjs');
  const { describeOpenApi } = await import('./surface/open-api.mjs');
  const { dumpSchema } = await import('./surface/schema-sql.mjs');
  const openApi = await describeOpenApi();
  return {
    [`${surface}/configuration.md`]: describeConfiguration(),
    [`${surface}/errors.md`]: describeErrors(),
    [`${surface}/graph.mmd`]: drawGraph(),
    [`${surface}/openapi.json`]: openApi,
    [`${surface}/schema.sql`]: await dumpSchema(),
    [`${client}/openapi.ts`]: await describeClientTypes(openApi),
    [`${client}/routes.ts`]: describeClientRoutes(openApi),
    [`${client}/error-codes.ts`]: describeClientCodes(Object.keys(errorCatalogue)),
  };
}

await runScript(async () => {
  await build();
  const files = await step('Writing docs/surface and the types of the client', makeSurface);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  for (const line of describeMissingOperations(files[`${surface}/openapi.json`])) say(line);
  return 0;
});
