import { fieldErrors, type ArtifactList } from '#protocol';
import type { ArtifactShelf } from '#artifacts';
import type { Caller } from '#platform';
import type { ArtifactListOptions } from './artifact-queries.js';
import { viewArtifact } from './artifact-view.js';

/** A page of the artifacts that fit a filter. */
export async function listArtifacts(
  shelf: ArtifactShelf,
  caller: Caller,
  options: ArtifactListOptions,
): Promise<ArtifactList> {
  const { conversation_id, message_id, media_type, cursor, limit } = options;
  const { artifacts, next } = await shelf.list(caller, {
    conversationId: conversation_id,
    messageId: message_id,
    typePattern: media_type === undefined ? undefined : patternOf(media_type),
    after: cursor === undefined ? undefined : placeOf(cursor),
    limit,
  });
  return {
    artifacts: artifacts.map(viewArtifact),
    ...(next === undefined ? {} : { next_cursor: next.join('.') }),
  };
}

/** Microseconds and an id. @throws {ProtocolError} INVALID_REQUEST */
function placeOf(cursor: string): readonly [string, string] {
  const [, micros, id] = /^(\d{1,16})\.(art_[0-9a-f]{32})$/.exec(cursor) ?? [];
  if (micros !== undefined && id !== undefined) return [micros, id];
  throw fieldErrors('INVALID_REQUEST', [
    { field: 'cursor', rule: 'cursor', message: 'use the next_cursor of the last page' },
  ]);
}

/** For SQL's `like`, in which `_` would stand for anything. */
function patternOf(mediaType: string): string {
  const [kind = '', sub = ''] = mediaType.split('/');
  const literal = (text: string): string => text.replaceAll('_', String.raw`\_`);
  return `${literal(kind)}/${sub === '*' ? '%' : literal(sub)}`;
}
