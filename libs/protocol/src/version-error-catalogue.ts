import type { ErrorEntry } from './error-entry.js';

/** Errors about the versions of agents. */
export const versionErrors = {
  AGENT_VERSION_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'The agent has no version of that number.',
    remedy: 'Use GET /api/v1/agents/{name}/versions to list them.',
  },
  SPLIT_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'The conversations of the agent are not split between versions.',
    remedy: 'Begin a split with PUT /api/v1/agents/{name}/split.',
  },
  AGENT_VERSION_CONFLICT: {
    status: 409,
    retryable: false,
    when: 'The agent has another version now than the one that was expected.',
    remedy: 'Look at details.version_number, then decide anew.',
  },
  AGENT_OF_CODE: {
    status: 409,
    retryable: false,
    when: 'The agent is made of code: its workers have one version of it, the newest.',
    remedy: 'Start workers with the code that is wanted.',
  },
} as const satisfies Record<string, ErrorEntry>;
