import { fileURLToPath } from 'node:url';
import { makeFirstStart } from './servers/first-start.mjs';
import startServers from './start-servers.mjs';

/** Jest's global setup of the suites that start the built product. */
export default async function startEndToEnd() {
  await makeFirstStart(fileURLToPath(new URL('../..', import.meta.url)));
  await startServers();
}
