import type { ErrorEntry } from './error-entry.js';

/** Errors about who calls, and what they may do. */
export const identityErrors = {
  UNAUTHORIZED: {
    status: 401,
    retryable: false,
    when: 'No credentials were sent where they are required, or those that were sent are not taken.',
    remedy:
      'Send Authorization: Bearer with a token of POST /api/v1/auth/login, or X-API-Key with a key.',
  },
  FORBIDDEN: {
    status: 403,
    retryable: false,
    when: 'The credentials are good, but do not allow this.',
    remedy: 'Ask an admin for the scopes in details.missing_scopes, or for the grant.',
  },
  NOT_GRANTED: {
    status: 403,
    retryable: false,
    when: 'A message would go to an agent or a capability that whoever asked for it is not granted.',
    remedy: 'Send to one of details.granted, do without it, or ask an admin for the grant.',
  },
  PASSWORD_CHANGE_REQUIRED: {
    status: 403,
    retryable: false,
    when: 'The password was given out to be used once.',
    remedy: 'Choose your own at POST /api/v1/auth/password.',
  },
  HOST_REFUSED: {
    status: 403,
    retryable: false,
    when: 'The server requires no credentials and was called by a name that is not its own.',
    remedy: 'Call it by localhost, or name the host in CAXTON_ALLOWED_HOSTS.',
  },
  USER_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'No user of the workspace has that name.',
    remedy: 'Use GET /api/v1/users to list the users.',
  },
  KEY_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'No API key of the workspace has that id.',
    remedy: 'Use GET /api/v1/keys to list the keys.',
  },
  WORKSPACE_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'No workspace has that name.',
    remedy: 'Use GET /api/v1/workspaces to list the workspaces.',
  },
  WORKSPACE_ALREADY_EXISTS: {
    status: 409,
    retryable: false,
    when: 'A workspace has, or had, that name.',
    remedy: 'Choose another name.',
  },
  WORKSPACE_NOT_EMPTY: {
    status: 409,
    retryable: false,
    when: 'The workspace to be removed holds more than users and keys.',
    remedy: 'Add confirm=true to remove everything in it.',
  },
  USER_ALREADY_EXISTS: {
    status: 409,
    retryable: false,
    when: 'Somebody on the server has that user name.',
    remedy: 'Choose another user name.',
  },
  LAST_ADMIN: {
    status: 409,
    retryable: false,
    when: 'Nobody would be left to manage the workspace.',
    remedy: 'Give another user the role admin first.',
  },
  KEY_ENDED: {
    status: 409,
    retryable: false,
    when: 'The key was revoked or has expired.',
    remedy: 'Make a new one at POST /api/v1/keys.',
  },
} as const satisfies Record<string, ErrorEntry>;
