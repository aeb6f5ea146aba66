import type { Failure } from '#messaging';
import { isConcurrencyFault, refusedData, isUnreachable } from '#platform';
import { ModelError } from '#llm';
import { NotSendable } from '../outgoing/outgoing.errors.js';
import { HandlerFailed, TurnFailed } from '../runtime.errors.js';
import { agentFailed, answerUnusable, internalFault, storeUnavailable } from './failures.js';

/** What kind of trouble an attempt met. */
export interface Fault {
  /** `transient`: the same attempt may succeed later. `permanent`: it never will. */
  readonly kind: 'transient' | 'permanent';
  readonly failure: Failure;
  /** How long whoever failed asked to be left alone. Milliseconds. */
  readonly retryAfterMs?: number;
  /** How often whoever failed was asked in this attempt. @default 1 */
  readonly asked?: number;
}

/** One question about an error: is another attempt worth it (reliability §3.7)? */
export function classifyFault(error: unknown): Fault {
  if (error instanceof TurnFailed) return { kind: 'permanent', failure: error.failure };
  if (error instanceof ModelError) return ofModel(error);
  if (error instanceof HandlerFailed) return ofHandler(error);
  if (error instanceof NotSendable) return { kind: 'permanent', failure: notSendable(error) };
  if (isUnreachable(error) || isConcurrencyFault(error)) {
    return { kind: 'transient', failure: storeUnavailable };
  }
  if (refusedData(error) !== undefined) {
    return { kind: 'permanent', failure: answerUnusable('holds data that Postgres refuses') };
  }
  return { kind: 'transient', failure: internalFault };
}

/** The words of a `ModelError` are made for people and hold no secrets, so the sender may read them. */
function ofModel(error: ModelError): Fault {
  return {
    kind: error.retryable ? 'transient' : 'permanent',
    failure: {
      code: error.code,
      reason: error.message,
      retryable: error.retryable,
      suggestion: error.retryable
        ? 'Send it again later.'
        : 'Check the model settings of the server and of the agent.',
    },
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    asked: error.attempts,
  };
}

function ofHandler({ retryable, retryAfterMs }: HandlerFailed): Fault {
  return {
    kind: retryable ? 'transient' : 'permanent',
    failure: { ...agentFailed, retryable },
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

const unsent = {
  retryable: true,
  suggestion: 'Deploy an agent that provides the capability, then send it again.',
};
/** The grants of a message never change: another attempt would be refused alike. */
const ungranted = {
  retryable: false,
  suggestion:
    'Send it with credentials that are granted the capability, or ask an admin for the grant.',
};

function notSendable({ code, message }: NotSendable): Failure {
  return {
    code,
    reason: `The agent tried to send a message that cannot be sent: ${message}`,
    ...(code === 'NOT_GRANTED' ? ungranted : unsent),
  };
}
