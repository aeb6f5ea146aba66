import type { ErrorEntry } from './error-entry.js';

/** Why an agent is not deployed although its configuration is good. */
export const agentErrors = {
  AGENT_ALREADY_EXISTS: {
    status: 409,
    retryable: false,
    when: 'The name is taken by another agent of the workspace.',
    remedy: 'Choose another name, or change the agent with PUT /api/v1/agents/{name}.',
  },
  AGENTS_FULL: {
    status: 409,
    retryable: false,
    when: 'The workspace has as many agents as it may (CAXTON_MAX_AGENTS).',
    remedy: 'Remove agents that nobody uses with DELETE /api/v1/agents/{name}, or raise the limit.',
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
