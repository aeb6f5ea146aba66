import { ProtocolError } from '#protocol';

/** A relation that is not where it was looked for. */
export function unknownRelation(id: string): ProtocolError {
  return new ProtocolError('MEMORY_NOT_FOUND', `'${id}' is not remembered here`, {
    suggestion: 'Use GET /api/v1/memory/graph/{name} to see the relations of an entity',
  });
}
