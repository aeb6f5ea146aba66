import type { FieldError, HttpToolDefinition } from '#protocol';
import { checkHeaders } from '../egress/request-headers.js';

/** Headers that say who one is: in plain they would be shown to whoever looks at the definition. */
const revealing =
  /^(?:authorization|proxy-authorization|cookie|.*(?:api-?key|token|secret|password).*)$/i;

const bad = (field: string, rule: string, message: string): FieldError => ({
  field,
  rule,
  message,
});

/** The header of one field: whether a client may set it. */
export function checkHeader(field: string, name: string): FieldError[] {
  try {
    checkHeaders({ [name]: '' });
    return [];
  } catch (error) {
    return [bad(field, 'header', error instanceof Error ? error.message : 'is no header')];
  }
}

/** The headers of every request: what says who one is only by reference to a secret. */
export function checkHeaderValues(
  headers: NonNullable<HttpToolDefinition['headers']>,
): FieldError[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const field = `headers.${name}`;
    if (typeof value === 'string' && revealing.test(name)) {
      return [
        bad(field, 'secret', 'must be given by reference: {"secret": "env:CAXTON_SECRET_…"}'),
      ];
    }
    return checkHeader(field, name);
  });
}
