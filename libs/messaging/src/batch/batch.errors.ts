import { ProtocolError } from '#protocol';

/** Thrown when there is no such batch, or it is not the caller's to see. */
export function noBatch(id: string): ProtocolError {
  return new ProtocolError('BATCH_NOT_FOUND', `Batch '${id}' not found`, {
    suggestion: 'Use /api/v1/batches to list the batches',
  });
}

/** Thrown when other messages were sent under the id of the batch. */
export function batchConflict(id: string): ProtocolError {
  return new ProtocolError(
    'BATCH_ID_CONFLICT',
    `The batch_id '${id}' already names a batch of other messages`,
    { batch_id: id, progress_url: `/api/v1/batches/${encodeURIComponent(id)}` },
  );
}
