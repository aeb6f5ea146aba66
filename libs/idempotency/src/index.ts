import { IdempotencyKeyEntity } from './idempotency-key.entity.js';

/** The tables of this library, for the mapper. */
export const idempotencyEntities = [IdempotencyKeyEntity] as const;

export { answerOnce } from './answer-once.js';
export { keepAnswer } from './keep-answer.js';
export {
  fingerprintOf,
  replay,
  stillRunning,
  type IdempotencyClaim,
  type SavedAnswer,
} from './claim.js';
export { dropExpiredAnswers, findSavedAnswer, takeKeysOf } from './idempotency.repository.js';
