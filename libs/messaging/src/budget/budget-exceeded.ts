import type { Failure } from '../failure.js';

/** A client's message has led to as many others as it may: whatever follows ends here. */
export function messageBudgetExceeded(mostCaused: number): Failure {
  return {
    code: 'MESSAGE_BUDGET_EXCEEDED',
    reason: `One message would have led to more than ${String(mostCaused)} messages between agents.`,
    retryable: false,
    suggestion:
      'Look for agents that tell each other on and on, or raise CAXTON_MAX_CAUSED_MESSAGES.',
  };
}
