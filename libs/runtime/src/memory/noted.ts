import type { Told } from '../journal/kept-call.js';
import type { Noted } from './turn-memories.js';

/** What a call told, with what it left in the notebook, so that the journal keeps both. */
export function withNoted(told: Told, before: Noted | undefined, after: Noted | undefined): Told {
  if (!told.ok || before === undefined || after === undefined) return told;
  const notes = after.notes.slice(before.notes.length);
  const seen = after.seen.slice(before.seen.length);
  return notes.length + seen.length === 0 ? told : { ...told, noted: { notes, seen } };
}
