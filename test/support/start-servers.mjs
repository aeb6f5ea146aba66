import { startTestServers } from './servers/test-servers.mjs';

/** Jest's global setup of the suites that use real servers. */
export default async function startServers() {
  const servers = await startTestServers();
  Object.assign(process.env, servers.env);
  globalThis.stopTestServers = servers.stop;
}
