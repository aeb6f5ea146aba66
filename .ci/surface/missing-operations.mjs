import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../prepare/run-program.mjs';

const folder = 'libs/client/src';

/** All that the client says in its own words: neither what is generated nor what tests it. */
function readClient() {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((file) => /^(?!generated).*(?<!spec)\.ts$/.test(file))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))
    .join('\n');
}

/** The line that each operation without a place in the client needs, ready to be pasted. */
export function describeMissingOperations(document) {
  const source = readClient();
  const operations = Object.values(JSON.parse(document).paths).flatMap(Object.values);
  return operations
    .filter(({ operationId }) => !new RegExp(`\\b${operationId}\\b`).test(source))
    .map(
      ({ operationId, summary, tags }) =>
        `${folder}/operations has nobody who calls this (tag: ${tags}). Add under a name that reads well:\n` +
        `  /** ${summary}. */\n  name: '${operationId}',`,
    );
}
