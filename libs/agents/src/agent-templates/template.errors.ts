import { ProtocolError } from '#protocol';

/** Thrown when neither the server nor the workspace has the template. Remedy: list the templates. */
export function templateNotFound(id: string, nearest: readonly string[] = []): ProtocolError {
  return new ProtocolError('TEMPLATE_NOT_FOUND', `Template '${id}' not found`, {
    suggestion: 'Use /api/v1/templates to list the templates',
    ...(nearest.length === 0 ? {} : { nearest: [...nearest] }),
  });
}

/** Thrown when the id is taken, also by a built-in template. Remedy: another id, or a replacement. */
export function templateIdTaken(id: string): ProtocolError {
  return new ProtocolError('TEMPLATE_ALREADY_EXISTS', `Template '${id}' already exists`, {
    id,
    suggestion: `Choose another id, or use PUT /api/v1/templates/${id} to replace one of your own`,
  });
}

/** Thrown when a template comes with the server. Remedy: one of one's own. */
export function templateBuiltIn(id: string): ProtocolError {
  return new ProtocolError(
    'TEMPLATE_NOT_CHANGEABLE',
    `Template '${id}' is built in: it is part of this server and the same for everybody`,
    { id, suggestion: `GET /api/v1/templates/${id}, change it, and POST it under another id` },
  );
}

/** Thrown when the workspace has as many as it may. Remedy: remove some. */
export function tooManyTemplates(most: number): ProtocolError {
  return new ProtocolError('TEMPLATES_FULL', `The workspace has its ${String(most)} templates`, {
    suggestion: 'Remove some with DELETE /api/v1/templates/{id}',
  });
}
