import type { Server } from 'node:http';

/** Hosts that stand for this machine, or for every address of it. */
const local = new Set(['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost']);

/** Where a person on this machine reaches a listening server. */
export function urlOf(server: Pick<Server, 'address'>, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const shown = local.has(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${String(port)}`;
}
