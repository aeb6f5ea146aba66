import { ProtocolError } from '#protocol';

/** Credentials that are not taken. */
export function unauthorized(message: string, suggestion: string): ProtocolError {
  return new ProtocolError('UNAUTHORIZED', message, { suggestion });
}
