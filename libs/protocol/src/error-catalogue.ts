import { agentErrors } from './agent-error-catalogue.js';
import type { ErrorEntry } from './error-entry.js';
import { conversationErrors } from './conversation-error-catalogue.js';
import { identityErrors } from './identity-error-catalogue.js';
import { templateErrors } from './template-error-catalogue.js';
import { toolErrors } from './tool-error-catalogue.js';
import { trialErrors } from './trial-error-catalogue.js';
import { versionErrors } from './version-error-catalogue.js';
import { webhookErrors } from './webhook-error-catalogue.js';

/** Every error a client can be answered with. Codes never change their meaning. */
export const errorCatalogue = {
  ...conversationErrors,
  ...identityErrors,
  ...templateErrors,
  ...toolErrors,
  ...trialErrors,
  ...versionErrors,
  ...webhookErrors,
  INVALID_REQUEST: {
    status: 400,
    retryable: false,
    when: 'The body, a query parameter or a header does not fit its schema.',
    remedy: 'Correct each field listed in details.errors and send the request again.',
  },
  MALFORMED_JSON: {
    status: 400,
    retryable: false,
    when: 'The body is not JSON.',
    remedy: 'Check quotes, commas and brackets near the position given in details.',
  },
  INVALID_CHARACTER: {
    status: 400,
    retryable: false,
    when: 'Text holds U+0000 or half of a surrogate pair.',
    remedy: 'Remove the character from the field named in details.errors.',
  },
  CROSS_ORIGIN_REFUSED: {
    status: 403,
    retryable: false,
    when: 'A page of another site asked a browser to change something here.',
    remedy: 'Call the API from a page of its own origin or from a program that is no browser.',
  },
  INVALID_CAPABILITY: {
    status: 404,
    retryable: false,
    when: 'No agent provides the capability.',
    remedy: 'Choose one of details.available_capabilities or deploy an agent that provides it.',
  },
  AGENT_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'No agent has that name.',
    remedy: 'Use GET /api/v1/agents to list the agents.',
  },
  CONVERSATION_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'No conversation has that id.',
    remedy: 'Use GET /api/v1/conversations to list the conversations.',
  },
  MESSAGE_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'No message has that id.',
    remedy: 'Use the message_id of the answer to POST /api/v1/messages.',
  },
  MEMORY_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'Nothing is remembered under that name or id where it was looked for.',
    remedy: 'Use POST /api/v1/agents/{name}/memory/search to look for it.',
  },
  ARTIFACT_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'No artifact has that id, or it was removed or has expired.',
    remedy: 'Use GET /api/v1/artifacts to list the artifacts.',
  },
  DEAD_LETTER_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'The message is no dead letter: there is none of that id, or it has not failed.',
    remedy: 'Use GET /api/v1/dead-letters to list them.',
  },
  APPROVAL_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'No approval has that id.',
    remedy: 'Use GET /api/v1/approvals to list them.',
  },
  ROUTE_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'There is nothing at that path.',
    remedy: 'Open /openapi.json, which lists every path of this server.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    retryable: false,
    when: 'The path exists but not with that method.',
    remedy: 'Use one of details.allowed; /docs shows every operation.',
  },
  REQUEST_TIMEOUT: {
    status: 408,
    retryable: true,
    when: 'The request did not arrive whole in time.',
    remedy: 'Send the request again.',
  },
  ...agentErrors,
  MEMORY_CONFLICT: {
    status: 409,
    retryable: false,
    when: 'An import met something that is remembered already, and differently.',
    remedy: 'Choose another merge_strategy, or take the record at details.line out.',
  },
  MEMORY_TYPE_CONFLICT: {
    status: 409,
    retryable: false,
    when: 'The name is remembered as something of another type.',
    remedy: 'Use details.entity_type, or another entity_name.',
  },
  MEMORY_FACT_SETTLED: {
    status: 409,
    retryable: false,
    when: 'The fact does not hold or wait any more, the relation was retracted already, or the retraction was undone before.',
    remedy:
      'Look at details.state, and at GET /api/v1/memory/observations/{id}/why or /relations/{id}/why.',
  },
  MEMORY_FULL: {
    status: 409,
    retryable: false,
    when: 'The workspace remembers as many entities as it may (max_entities).',
    remedy:
      'Forget some, let retention forget, or raise max_entities with PUT /api/v1/memory/config.',
  },
  MEMORY_ERASED: {
    status: 409,
    retryable: false,
    when: 'It names somebody or something that was erased and is not to be learned again.',
    remedy: 'Leave the name out, or allow it with POST /api/v1/memory/erasures/lift.',
  },
  MESSAGE_ID_CONFLICT: {
    status: 409,
    retryable: false,
    when: 'The client-chosen message_id already names a different message.',
    remedy: 'Choose a new message_id; the same id with the same body is answered as a replay.',
  },
  DATA_CONFLICT: {
    status: 409,
    retryable: true,
    when: 'The database refused the change: it contradicts another one, or names something that is gone.',
    remedy: 'Look at how things are now, and send it again if it is still wanted.',
  },
  IDEMPOTENCY_IN_PROGRESS: {
    status: 409,
    retryable: true,
    when: 'A request with the same Idempotency-Key is still running.',
    remedy: 'Send it again after the seconds in Retry-After.',
  },
  APPROVAL_DECIDED: {
    status: 409,
    retryable: false,
    when: 'The approval was decided before, has expired, or is not needed any more.',
    remedy: 'Look at details.approval: it says what was decided, by whom and when.',
  },
  DEAD_LETTER_DISCARDED: {
    status: 409,
    retryable: false,
    when: 'The dead letter was discarded and is not put back any more.',
    remedy: 'Send the message again.',
  },
  DEAD_LETTER_UNDELIVERABLE: {
    status: 409,
    retryable: false,
    when: 'The agent of the dead letter is gone and nobody else provides its capability.',
    remedy: 'Deploy an agent that provides details.capability, then put the dead letter back.',
  },
  ARTIFACT_QUOTA_EXCEEDED: {
    status: 409,
    retryable: false,
    when: 'The workspace keeps as many bytes of artifacts as it may.',
    remedy: 'Remove artifacts with DELETE /api/v1/artifacts/{id}, or raise CAXTON_ARTIFACT_QUOTA.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    retryable: false,
    when: 'The body is larger than the server takes.',
    remedy: 'Send less than details.max_bytes; give large data by reference (a URL).',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    retryable: false,
    when: 'The body is not declared as JSON.',
    remedy: 'Send Content-Type: application/json.',
  },
  ARTIFACT_TYPE_MISMATCH: {
    status: 415,
    retryable: false,
    when: 'The bytes of an upload are not of the type that it is declared as.',
    remedy: 'Declare details.detected, or leave the type out: it is found out then.',
  },
  ARTIFACT_TYPE_NOT_ALLOWED: {
    status: 415,
    retryable: false,
    when: 'Artifacts of that type are not taken by this server.',
    remedy: 'Send one of the types in details.allowed, or add it to CAXTON_ARTIFACT_TYPES.',
  },
  RANGE_NOT_SATISFIABLE: {
    status: 416,
    retryable: false,
    when: 'The bytes that Range asks for are beyond the end of the artifact.',
    remedy: 'Ask for bytes below details.size_bytes.',
  },
  INVALID_AGENT_CONFIGURATION: {
    status: 422,
    retryable: false,
    when: 'The agent configuration has bad fields.',
    remedy: 'Correct each field listed in details.errors and deploy again.',
  },
  INVALID_ARGUMENTS: {
    status: 422,
    retryable: false,
    when: 'Edited arguments of an approval do not fit its JSON Schema.',
    remedy: 'Correct each field listed in details.errors; the schema is in the approval.',
  },
  DATA_REFUSED: {
    status: 422,
    retryable: false,
    when: 'The database refused the data of the request: something is missing, out of range, or too large.',
    remedy:
      'Send less or simpler data; tell the operator the request_id, for a check should have said what.',
  },
  HOP_LIMIT_EXCEEDED: {
    status: 422,
    retryable: false,
    when: 'So many messages and webhooks led to this message, one after another, that they go in a circle.',
    remedy:
      'Look for a receiver of webhooks that sends a message for each answer to its messages, or raise CAXTON_MAX_HOPS.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    retryable: false,
    when: 'The Idempotency-Key was used for a different request.',
    remedy: 'Use a new key for a new request.',
  },
  RATE_LIMITED: {
    status: 429,
    retryable: true,
    when: 'More requests than the server takes right now.',
    remedy: 'Send it again after the seconds in Retry-After.',
  },
  BACKLOG_FULL: {
    status: 429,
    retryable: true,
    when: 'As many messages wait as may: for the capability, for the agent or on the server.',
    remedy: 'Send it again after the seconds in Retry-After; an Idempotency-Key makes that safe.',
  },
  DEADLINE_UNREACHABLE: {
    status: 429,
    retryable: true,
    when: 'So much waits ahead of the message that its deadline would surely pass first.',
    remedy: 'Give it a later reply_by or a longer timeout, or send it again after Retry-After.',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    retryable: false,
    when: 'The request line and the headers together are larger than the server takes.',
    remedy: 'Send less than 16 KiB of headers; data belongs into the body.',
  },
  INTERNAL_ERROR: {
    status: 500,
    retryable: true,
    when: 'The server met a fault of its own; it is in its log under request_id.',
    remedy: 'Try again; if it stays, report the request_id.',
  },
  ARTIFACT_UNREADABLE: {
    status: 503,
    retryable: true,
    when: 'The bytes of an artifact cannot be read where they were stored.',
    remedy:
      'Let every process see the same CAXTON_ARTIFACT_DIR or reach the bucket (docs/artifacts.md).',
  },
  UNAVAILABLE: {
    status: 503,
    retryable: true,
    when: 'The database cannot be reached or the server is stopping.',
    remedy: 'Send it again after the seconds in Retry-After; an Idempotency-Key makes that safe.',
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;

/** A stable name for one way a request can fail. */
export type ErrorCode = keyof typeof errorCatalogue;
