import type { ErrorEntry } from './error-entry.js';

/** Errors about templates and what is made from them. */
export const templateErrors = {
  TEMPLATE_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'No template has that id: none is built in, and the workspace has none of its own.',
    remedy: 'Use GET /api/v1/templates to list the templates.',
  },
  TEMPLATE_ALREADY_EXISTS: {
    status: 409,
    retryable: false,
    when: 'The id is taken by another template of the workspace, or by a built-in one.',
    remedy: 'Choose another id, or replace your own with PUT /api/v1/templates/{id}.',
  },
  TEMPLATE_NOT_CHANGEABLE: {
    status: 409,
    retryable: false,
    when: 'The template is built in.',
    remedy: 'Add one of your own under another id with POST /api/v1/templates.',
  },
  TEMPLATES_FULL: {
    status: 409,
    retryable: false,
    when: 'The workspace has as many templates of its own as it may.',
    remedy: 'Remove some with DELETE /api/v1/templates/{id}.',
  },
  INVALID_TEMPLATE: {
    status: 422,
    retryable: false,
    when: 'The definition of the template has bad fields, or would make no agent.',
    remedy: 'Correct each field listed in details.errors and send it again.',
  },
  INVALID_TEMPLATE_PARAMETERS: {
    status: 422,
    retryable: false,
    when: 'A parameter is not one of the template, is missing, or has a wrong value.',
    remedy:
      'Correct each field listed in details.errors; GET /api/v1/templates/{id} lists the parameters.',
  },
} as const satisfies Record<string, ErrorEntry>;
