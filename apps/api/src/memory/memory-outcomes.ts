import { ProtocolError, type BatchRemembered } from '#protocol';
import type { Remembered } from '#memory';

/** Why something is not remembered, as the answer to who asked for it alone. */
export function notRemembered(name: string, outcome: Remembered | undefined): ProtocolError {
  if (outcome?.kind === 'full') {
    return new ProtocolError('MEMORY_FULL', whyNot(outcome), { max_entities: outcome.most });
  }
  if (outcome?.kind === 'erased') return new ProtocolError('MEMORY_ERASED', whyNot(outcome));
  const known = outcome?.kind === 'refused' ? outcome.knownType : '';
  return new ProtocolError(
    'MEMORY_TYPE_CONFLICT',
    `'${name}' is already remembered as something of the type '${known}'`,
    { entity_type: known, suggestion: 'Use that entity_type, or another entity_name' },
  );
}

/** What became of one of a batch. */
export function viewOutcome(outcome: Remembered): BatchRemembered['results'][number] {
  if (outcome.kind !== 'stored') {
    return { entity_name: outcome.name, status: 'failed', error: whyNot(outcome) };
  }
  const { id, name, isNew } = outcome.write;
  return { entity_name: name, status: isNew ? 'created' : 'updated', entity_id: id };
}

function whyNot(outcome: Exclude<Remembered, { kind: 'stored' }>): string {
  switch (outcome.kind) {
    case 'refused':
      return `already remembered as something of the type '${outcome.knownType}'`;
    case 'full':
      return `the workspace may remember ${String(outcome.most)} entities at most`;
    case 'erased':
      return 'it names something that was erased and is not learned again';
  }
}
