import { ProtocolError } from '#protocol';

/** Thrown when nobody claimed a blob in time and it was collected. Remedy: store the bytes again. */
export class BlobGone extends Error {
  constructor(id: string) {
    super(`The blob ${id} was collected before anything referred to it.`);
    this.name = 'BlobGone';
  }
}

/** The refusal of a body that is larger than an artifact may be. */
export function artifactTooLarge(maxBytes: number): ProtocolError {
  return new ProtocolError(
    'PAYLOAD_TOO_LARGE',
    `The artifact is larger than ${String(maxBytes)} bytes, which is as much as one may hold`,
    { max_bytes: maxBytes, suggestion: 'Send less, or raise CAXTON_ARTIFACT_MAX_BYTES' },
  );
}

/** The answer when there is no such artifact, or there is not any more. */
export function artifactNotFound(id: string): ProtocolError {
  return new ProtocolError('ARTIFACT_NOT_FOUND', `There is no artifact ${id}`, {
    suggestion: 'Use GET /api/v1/artifacts to list them; what is expired is removed',
  });
}

/** The refusal when a workspace keeps as much as it may. */
export function noRoomLeft(quotaBytes: number): ProtocolError {
  return new ProtocolError(
    'ARTIFACT_QUOTA_EXCEEDED',
    `The artifacts of this workspace would take more than ${String(quotaBytes)} bytes`,
    {
      quota_bytes: quotaBytes,
      suggestion:
        'Remove artifacts with DELETE /api/v1/artifacts/{id}, or raise CAXTON_ARTIFACT_QUOTA',
    },
  );
}

/** The answer when the row is there and the bytes are not where it says. */
export function bytesMissing(id: string, cause: unknown): ProtocolError {
  return new ProtocolError(
    'ARTIFACT_UNREADABLE',
    `The bytes of ${id} are not where they were stored`,
    {},
    { cause },
  );
}
