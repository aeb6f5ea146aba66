import type { JsonObject } from '#protocol';
import type { Failure } from '../failure.js';

/** Who asked for a cancellation, and why. */
export interface CancelFacts {
  /** `api_client` or an agent's name. */
  readonly by: string;
  readonly reason: string | undefined;
  /** The message whose cancellation led to this one's. Absent: it was asked for itself. */
  readonly via: string | undefined;
}

/** The failure that whoever waits for an answer is told. */
export function cancelled({ by, reason, via }: CancelFacts, isLost = false): Failure {
  const why = reason === undefined ? '' : `: ${reason}`;
  const what = via === undefined ? 'The message' : `The message that it came from (${via})`;
  const unknown = isLost ? ' What its turn did outside is unknown.' : '';
  return {
    code: 'CANCELLED',
    reason: `${what} was cancelled by ${by}${why}.${unknown}`.replaceAll('..', '.'),
    retryable: false,
    suggestion: 'Send a new message if it is wanted after all.',
  };
}

/** The same with what a stopped turn knows: tools that were at work and may have had their effect. */
export function withUnknown(error: JsonObject, known: JsonObject | undefined): JsonObject {
  const unknown = known?.['outcome_unknown'];
  return unknown === undefined ? error : { ...error, outcome_unknown: unknown };
}
