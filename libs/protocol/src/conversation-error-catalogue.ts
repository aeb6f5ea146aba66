import type { ErrorEntry } from './error-entry.js';

/** Errors about batches, and about what is kept of conversations. */
export const conversationErrors = {
  OPERATION_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'No operation on conversations has that id, or it was long ago.',
    remedy: 'Use GET /api/v1/conversation-operations to list them.',
  },
  BATCH_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'No batch has that id, or it was long ago.',
    remedy: 'Use GET /api/v1/batches to list the batches.',
  },
  CONVERSATION_ACTIVE: {
    status: 409,
    retryable: false,
    when: 'Something in the conversation is pending: it is neither archived nor deleted.',
    remedy: 'Wait for it, or cancel it with POST /api/v1/conversations/{id}/cancel.',
  },
  BATCH_ID_CONFLICT: {
    status: 409,
    retryable: false,
    when: 'The batch_id already names a batch of other messages.',
    remedy: 'Choose a new batch_id; the same id with the same messages is answered as a replay.',
  },
} as const satisfies Record<string, ErrorEntry>;
