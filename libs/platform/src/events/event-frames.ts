import type { JsonValue } from '#protocol';

/** What travels between processes at once: events in order, from one of them. */
export interface EventFrame {
  /** The process that sent it. */
  readonly origin: string;
  /** Counts the frames of that process from 0, so that a hearer sees what it missed. */
  readonly number: number;
  readonly events: readonly (readonly [topic: string, event: JsonValue])[];
}

/** Room for what surrounds the events in a frame: origin, number, brackets. */
const envelopeBytes = 128;

/** One event as it is put into frames, and what is left of it when it does not fit into one. */
export function encodeEvent(topic: string, event: JsonValue, maxBytes: number): string {
  const whole = JSON.stringify([topic, event]);
  return Buffer.byteLength(whole) + envelopeBytes <= maxBytes
    ? whole
    : JSON.stringify([topic, null]);
}

/** Puts encoded events into as few groups as their size allows, in order. */
export function groupEvents(encoded: readonly string[], maxBytes: number): string[][] {
  const groups: string[][] = [];
  let room = 0;
  for (const event of encoded) {
    const bytes = Buffer.byteLength(event) + 1;
    if (groups.length === 0 || bytes > room) {
      groups.push([]);
      room = maxBytes - envelopeBytes;
    }
    groups.at(-1)?.push(event);
    room -= bytes;
  }
  return groups;
}

/** A frame as text. Numbered, because Postgres drops a notification that equals its neighbour. */
export function writeFrame(origin: string, number: number, encoded: readonly string[]): string {
  return `["${origin}",${String(number)},[${encoded.join(',')}]]`;
}

/** The frame in a text, or undefined when somebody else wrote it. */
export function readFrame(text: string): EventFrame | undefined {
  const parts = parse(text);
  if (!Array.isArray(parts)) return undefined;
  const [origin, number, events] = parts as readonly unknown[];
  if (typeof origin !== 'string' || typeof number !== 'number') return undefined;
  if (!Array.isArray(events) || !events.every(isEntry)) return undefined;
  return { origin, number, events };
}

function isEntry(value: unknown): value is readonly [string, JsonValue] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
