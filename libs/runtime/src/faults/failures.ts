import type { Failure } from '#messaging';
import type { OutputMisfit } from '../answer/output-misfit.js';

/** Every way a turn itself can fail, in the words its sender reads; docs/failures.md lists them. */

export function hopLimitExceeded(limit: number): Failure {
  return {
    code: 'HOP_LIMIT_EXCEEDED',
    performative: 'refuse',
    reason: `More than ${String(limit)} messages caused one another without an end.`,
    retryable: false,
    suggestion: 'Look for agents that ask each other in a circle, or raise CAXTON_MAX_HOPS.',
  };
}

export const pingPong: Failure = {
  code: 'PING_PONG',
  reason: 'Agents sent each other the same messages again and again without progress.',
  retryable: false,
  suggestion: 'Look at which agents send on to each other, and under which condition.',
};

export function crashed(times: number): Failure {
  return {
    code: 'CRASHED',
    reason: `The message ended ${String(times)} worker processes and is not tried again.`,
    retryable: false,
    suggestion: 'Look for the cause in the log of the workers before it is put back or sent again.',
  };
}

export const deadlineExceeded: Failure = {
  code: 'DEADLINE_EXCEEDED',
  reason: 'The deadline passed before the message could be answered.',
  retryable: true,
  suggestion: 'Send it again with a later reply_by or a longer timeout.',
};

/** A timeout means that the outcome is unknown, and says so. */
export function turnTimedOut(limitMs: number): Failure {
  return {
    code: 'TURN_TIMEOUT',
    reason: `The agent took longer than ${String(limitMs)} ms. What it did outside is unknown.`,
    retryable: true,
    suggestion: 'Ask for less at once, or raise the timeout of the agent or CAXTON_AGENT_TIMEOUT.',
  };
}

export function toolRoundsExceeded(limit: number): Failure {
  return {
    code: 'TOOL_ROUNDS_EXCEEDED',
    reason: `The model asked for tools more than ${String(limit)} times without an answer.`,
    retryable: true,
    suggestion: 'Ask a narrower question, or raise CAXTON_MAX_TOOL_ROUNDS.',
  };
}

export function budgetExceeded(limit: number): Failure {
  return {
    code: 'BUDGET_EXCEEDED',
    reason: `The turn used more than ${String(limit)} tokens and had no answer yet.`,
    retryable: true,
    suggestion: 'Ask a narrower question, or raise CAXTON_TURN_TOKENS.',
  };
}

export const emptyAnswer: Failure = {
  code: 'EMPTY_ANSWER',
  reason: 'The model gave an empty answer.',
  retryable: true,
  suggestion: 'Send it again, or look at the prompt of the agent.',
};

export const answerFiltered: Failure = {
  code: 'ANSWER_FILTERED',
  performative: 'refuse',
  reason: 'The model provider withheld the answer.',
  retryable: false,
  suggestion: 'Reword the request; the rules of the provider stopped the answer.',
};

export function answerUnusable(problem: string): Failure {
  return {
    code: 'ANSWER_UNUSABLE',
    reason: `The answer of the agent cannot be stored: it ${problem}.`,
    retryable: false,
    suggestion: 'Give large or deep data by reference (a URL) instead of in the message.',
  };
}

/**
 * @param misfits what does not fit where, in words; the first says most
 * @param retryable whether the model may answer otherwise another time
 */
export function outputMisfit(
  misfits: readonly OutputMisfit[],
  repairs: number,
  retryable: boolean,
): Failure {
  const [first] = misfits;
  const tried = repairs === 0 ? '' : `, also after ${String(repairs)} attempts to mend it`;
  return {
    code: 'OUTPUT_MISFIT',
    reason: `The answer does not fit the output_schema of the agent${tried}: ${first?.message ?? ''}.`,
    retryable,
    suggestion: retryable
      ? 'Send it again, ask for less at once, or look at output_schema and prompt of the agent.'
      : 'Have another model answer (docs/models.md): this one answers the same every time.',
    details: { errors: misfits.map((misfit) => ({ ...misfit })) },
  };
}

/** The same of code, which answers alike every time. */
export function codeMisfit(misfits: readonly OutputMisfit[]): Failure {
  return {
    ...outputMisfit(misfits, 0, false),
    suggestion: 'Have the code of the agent answer what its output_schema says, or change that.',
  };
}

export const agentUnreadable: Failure = {
  code: 'AGENT_UNAVAILABLE',
  reason: 'The version of the agent that should take the message is gone.',
  retryable: true,
  suggestion: 'Deploy the agent again and send the message again.',
};

/** A step that may be begun only once was begun, and nobody wrote how it ended. */
export function outcomeUnknown(step: string): Failure {
  return {
    code: 'OUTCOME_UNKNOWN',
    reason: `The worker was lost in the step "${step}": whether it took effect is unknown.`,
    retryable: false,
    suggestion: 'Find out whether it took effect before you send the message again.',
  };
}

/** A fault of a code agent. Its words stay in the log: they may hold what others must not see. */
export const agentFailed: Failure = {
  code: 'AGENT_FAILED',
  reason: 'The code of the agent failed.',
  retryable: true,
  suggestion: 'Look for the message id in the log of the worker.',
};

export const storeUnavailable: Failure = {
  code: 'STORE_UNAVAILABLE',
  reason: 'The database could not be reached.',
  retryable: true,
  suggestion: 'Send it again in a moment.',
};

/** What is left: a defect of ours. */
export const internalFault: Failure = {
  code: 'INTERNAL_ERROR',
  reason: 'The server met a fault of its own.',
  retryable: true,
  suggestion: 'Look for the message id in the log of the worker and report it if it stays.',
};
