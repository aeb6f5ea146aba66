import type { CallCode, ErrorCode, JsonValue } from '#protocol';
import type { ToolOutcome } from '#tools';
import type { Told } from '../journal/kept-call.js';

/** Calls of one answer beyond these are not run: it is a loop, not a plan. */
export const mostCalls = 32;

/** A call that was not made, or failed, in words a model can act upon. */
export function refused(
  code: CallCode | ErrorCode,
  message: string,
  details: Readonly<Record<string, JsonValue>> = {},
): Told {
  return { ok: false, error: { code, message, ...details } };
}

export function tellOutcome(outcome: ToolOutcome): Told {
  return outcome.ok
    ? { ok: true, value: outcome.result }
    : refused(outcome.error.code, outcome.error.message);
}

export const tooMany = refused(
  'TOO_MANY_CALLS',
  `One answer may call ${String(mostCalls)} tools; this call was not run.`,
);

/** A replayed call made files, and they were collected: the turn was interrupted for more than a day. */
export const filesGone = refused(
  'FILES_GONE',
  'The files that this call made are gone. Make them again with a new call.',
);

/** A person said no: the call was not made. */
export function denied(reason: string | undefined, by: string | undefined): Told {
  const why = reason === undefined ? '' : ` Their reason: ${reason}`;
  const details = by === undefined ? {} : { decided_by: by };
  return refused(
    'APPROVAL_DENIED',
    `A person did not allow this call, so it was not made. Do not try it again.${why}`,
    details,
  );
}

/** At most once: what may have happened is not done again, and nobody claims that it did not. */
export const outcomeUnknown = refused(
  'OUTCOME_UNKNOWN',
  'The server was interrupted after it began this call, so whether it took effect is unknown. It was ' +
    'not made again, and will not be. Find out with a call that only reads, or say in your answer ' +
    'that the outcome is unknown.',
);
