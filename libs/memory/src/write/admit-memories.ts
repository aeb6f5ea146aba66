import type { Tx } from '#platform';
import { hashOf, phrasesOf } from '../erase/subject.js';
import {
  findTombstones,
  lockAgainstErasure,
  readTombstoneLengths,
} from '../erase/tombstone.repository.js';
import { workspaceOf, type Place } from '../place.js';
import { readRoom } from './ceiling.repository.js';
import type { NewMemory } from './new-memory.js';

/** Something that is not remembered, and why. */
export type KeptOut =
  /** The workspace remembers as many entities as it may. */
  | { readonly kind: 'full'; readonly name: string; readonly most: number }
  /** It names somebody or something that was erased. */
  | { readonly kind: 'erased'; readonly name: string };

/** What of some memories may be written. */
export interface Admitted {
  readonly memories: readonly NewMemory[];
  readonly keptOut: readonly KeptOut[];
}

/** Keeps out what was erased, and new entities beyond what the workspace may remember. */
export async function admitMemories(
  tx: Tx,
  place: Place,
  memories: readonly NewMemory[],
): Promise<Admitted> {
  const workspaces = [tx.caller.workspace, workspaceOf(place, tx.caller.workspace)];
  await lockAgainstErasure(tx, workspaces);
  const erased = await findErased(tx, workspaces, memories);
  const learnable = memories.filter((memory) => !erased.has(memory));
  const names = [...new Set(learnable.map(({ name }) => name))];
  const { most, room, known } = await readRoom(tx, place, names);
  const fresh = names.filter((name) => !known.has(name));
  const beyond = new Set(fresh.slice(Math.max(0, room)));
  return {
    memories: learnable.filter(({ name }) => !beyond.has(name)),
    keptOut: [
      ...[...erased].map(({ name }) => ({ kind: 'erased' as const, name })),
      ...[...beyond].map((name) => ({ kind: 'full' as const, name, most })),
    ],
  };
}

/** Those that name something erased, in their name, a fact or their metadata. */
async function findErased(
  tx: Tx,
  workspaces: readonly string[],
  memories: readonly NewMemory[],
): Promise<Set<NewMemory>> {
  const lengths = await readTombstoneLengths(tx, workspaces);
  if (lengths.length === 0) return new Set();
  const hashes = new Map(
    memories.map((memory) => [memory, hashesOf(textOf(memory), lengths, workspaces)]),
  );
  const found = await findTombstones(tx, workspaces, [...hashes.values()].flat());
  return new Set(
    memories.filter((memory) => hashes.get(memory)?.some((hash) => found.has(hash)) === true),
  );
}

function hashesOf(
  texts: readonly string[],
  lengths: readonly number[],
  workspaces: readonly string[],
): string[] {
  const phrases = texts.flatMap((text) => phrasesOf(text, lengths));
  return phrases.flatMap((phrase) => workspaces.map((workspace) => hashOf(workspace, phrase)));
}

function textOf({ name, observations, metadata = {} }: NewMemory): string[] {
  return [name, ...observations.map(({ content }) => content), JSON.stringify(metadata)];
}
