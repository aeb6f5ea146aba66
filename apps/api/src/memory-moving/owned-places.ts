import { ProtocolError } from '#protocol';
import type { Caller } from '#platform';
import { placesInSight, type Place } from '#memory';
import type { MovedMemory } from './memory-selection.js';

/** Refuses a record of an import that belongs where its sender may not write. */
export type PlaceCheck = (place: Place, line: number) => void;

/**
 * Records of whoever is bounded belong to the agent that their request names, which they are granted, or to what
 * that agent shares: each record may say otherwise, and none is believed. Thrown: FORBIDDEN with the line.
 */
export function placeCheckFor(
  { grants }: Caller,
  { agent_id: agent = '', conversation_id: conversationId }: MovedMemory,
): PlaceCheck {
  if (grants === undefined) return () => undefined;
  const places = new Set(placesInSight({ agent, conversationId }));
  return (place, line) => {
    if (places.has(place)) return;
    throw new ProtocolError('FORBIDDEN', `You may not write to the memory '${place}'`, {
      line,
      suggestion: 'Leave the record out, or name its owner in the query if you are granted it',
    });
  };
}
