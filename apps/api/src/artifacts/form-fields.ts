import type { z } from 'zod';
import { fieldErrors, toFieldErrors } from '#protocol';

/** The fields of a form, held to a schema. @throws {ProtocolError} INVALID_REQUEST, each bad one named */
export function formFields<T>(schema: z.ZodType<T>, fields: Readonly<Record<string, string>>): T {
  const result = schema.safeParse(fields);
  if (result.success) return result.data;
  throw fieldErrors('INVALID_REQUEST', toFieldErrors(result.error.issues));
}
