import { readFileSync } from 'node:fs';

/** Established, and closed by the other end only: those that the holder of the port has not let go. */
const heldStates = new Set(['01', '08']);

/** How many connections the server that listens on a port of 127.0.0.1 holds, by the kernel's own list. */
export function heldConnections(port: number): number {
  const ending = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const lines = readFileSync('/proc/net/tcp', 'utf8').trim().split('\n').slice(1);
  const rows = lines.map((line) => line.trim().split(/\s+/));
  return rows.filter(
    ([, local = '', , state = '']) => local.endsWith(ending) && heldStates.has(state),
  ).length;
}
