/** A queue that bells of one capability, or of several that share it, are put in. */
export type Lane = string;

/** Mail that is addressed to an agent and names no capability. */
const direct = 'direct';

/**
 * The lane of a capability: one of its own while there are at most `maxLanes` capabilities, else
 * one of `maxLanes` shared ones, chosen by the name alone. Processes that count differently for a
 * moment ring where nobody listens; the sweeper finds that mail within a second.
 */
export function laneOf(
  capability: string | undefined,
  capabilities: number,
  maxLanes: number,
): Lane {
  const name = capability ?? direct;
  if (capabilities < maxLanes) return `cap.${name}`;
  return `lane.${String(hash(name) % maxLanes)}`;
}

/** FNV-1a, 32 bits: the same in every process and every version. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  }
  return value;
}
