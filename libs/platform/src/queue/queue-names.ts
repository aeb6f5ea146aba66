/** A queue of bells: of one capability, or of several that share it, or of all that have just come. */
export type Lane = string;

/**
 * Where new mail is rung for, whatever its capability: bells of one moment ride together. Those that find no
 * place at once wait in the lane of their capability, so that no capability waits behind another (ADR-0024).
 * Workers of earlier versions listen to a lane of this name as well, for mail that names no capability.
 */
export const arrivals: Lane = 'direct';

/** Mail that is addressed to an agent and names no capability. */
export const unnamed: Lane = 'no-capability';

/** While lanes are shared: bells that were heard by a worker which does not serve their mail. */
const passed: Lane = 'passed-on';

/**
 * The lane where mail of a capability waits: one of its own while there are fewer than `maxLanes` capabilities, else
 * one of `maxLanes` shared ones. Which of those depends on the name alone, so processes agree
 * without talking, and a new capability moves no other; they need only agree on which side of
 * `maxLanes` the registry is. Processes that see it differently for a moment ring where nobody
 * listens, and the sweeper finds that mail. `passedOn`: somebody who may not take the mail has heard
 * the bell in its shared lane; those who take all mail hear it again.
 */
export function laneOf(
  capability: string | undefined,
  capabilities: number,
  maxLanes: number,
  passedOn = false,
): Lane {
  if (capabilities >= maxLanes) {
    return passedOn ? passed : `lane.${String(hash(capability ?? 'direct') % maxLanes)}`;
  }
  return capability === undefined ? unnamed : `cap.${spell(capability)}`;
}

/**
 * BullMQ's queue names hold no colon, and one spelling must not stand for two capabilities. Names
 * that the contract allows stay as they are.
 */
function spell(capability: string): string {
  return encodeURIComponent(capability);
}

/** FNV-1a, 32 bits: the same in every process and every version. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  }
  return value;
}
