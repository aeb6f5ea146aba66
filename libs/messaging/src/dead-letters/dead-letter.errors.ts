import { ProtocolError } from '#protocol';

export function noDeadLetter(id: string): ProtocolError {
  return new ProtocolError('DEAD_LETTER_NOT_FOUND', `Message '${id}' is no dead letter`, {
    message_id: id,
    suggestion: 'Use GET /api/v1/dead-letters to list them, GET /api/v1/messages/{id} for others',
  });
}

export function isDiscarded(id: string, at: Date, by: string | null): ProtocolError {
  const who = by ?? 'somebody';
  return new ProtocolError(
    'DEAD_LETTER_DISCARDED',
    `Dead letter '${id}' was discarded by ${who} at ${at.toISOString()}`,
    { message_id: id, suggestion: 'Send the message again instead' },
  );
}

/** Its agent is gone, and nobody stands in. `cause` says why. */
export function undeliverable(
  letter: { readonly id: string; readonly agent: string; readonly capability: string | null },
  cause: ProtocolError,
): ProtocolError {
  const { id, agent, capability } = letter;
  const wanted =
    capability === null ? `the agent ${agent}` : `an agent that provides ${capability}`;
  return new ProtocolError(
    'DEAD_LETTER_UNDELIVERABLE',
    `The agent '${agent}' of dead letter '${id}' is gone and nobody can take its place`,
    {
      ...{ message_id: id, agent, capability, reason: cause.code },
      suggestion: `Deploy ${wanted}, then put it back again`,
    },
    { cause },
  );
}
