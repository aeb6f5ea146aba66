import { ProtocolError } from '#protocol';

/** Thrown when there is no such operation. */
export function noOperation(id: string): ProtocolError {
  return new ProtocolError('OPERATION_NOT_FOUND', `Operation '${id}' not found`, {
    suggestion: 'Use /api/v1/conversation-operations to list them',
  });
}

/** Thrown when something in a conversation is pending. Remedy: wait for it, or cancel it. */
export function stillActive(id: string): ProtocolError {
  return new ProtocolError(
    'CONVERSATION_ACTIVE',
    `Something is pending in the conversation '${id}'`,
    { suggestion: 'Wait for it, or cancel it with POST /api/v1/conversations/{id}/cancel' },
  );
}

/** Thrown for whoever is bounded by grants: a filter may mean conversations that are not theirs. */
export function notBounded(): ProtocolError {
  return new ProtocolError(
    'NOT_GRANTED',
    'Whoever is granted only some agents or capabilities may not do this to all conversations',
    { suggestion: 'Do it to one conversation at a time, or ask an admin' },
  );
}
