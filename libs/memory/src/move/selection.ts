import type { MemoryScope } from '#protocol';
import { everyWorkspace, workspaceOf, type Place } from '../place.js';

/** Whose memories are moved: those of some places, of every owner of a scope, or all. */
export type Selection =
  | { readonly places: readonly Place[] }
  | { readonly everyOwnerOf: Extract<MemoryScope, 'agent' | 'conversation'> }
  | 'all';

/** A run of rows that an index gives in order: one place, or all places of a workspace with a prefix. */
export interface Section {
  readonly workspace: string;
  readonly place: Place | undefined;
  /** `agent:`; empty for any. */
  readonly prefix: string;
}

/** The sections that together are a selection, none twice. */
export function sectionsOf(selection: Selection, workspace: string): Section[] {
  if (selection === 'all') {
    const every = { place: undefined, prefix: '' };
    return [
      { workspace, ...every },
      { workspace: everyWorkspace, ...every },
    ];
  }
  if ('everyOwnerOf' in selection) {
    return [{ workspace, place: undefined, prefix: `${selection.everyOwnerOf}:` }];
  }
  return [...new Set(selection.places)].map((place) => ({
    workspace: workspaceOf(place, workspace),
    place,
    prefix: '',
  }));
}
