/** Jest's global teardown: ends what the setup started. */
export default async function stopServers() {
  await globalThis.stopTestServers?.();
}
