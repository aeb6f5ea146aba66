import { ApiBody } from '@nestjs/swagger';
import type { z } from 'zod';

/**
 * Documents the body of an operation whose lib checks it itself, because there the code of a bad field
 * is another one (an agent's configuration: 422). Everywhere else `@Body({ schema })` does both.
 */
export function Takes(schema: z.ZodType): MethodDecorator {
  const name = schema.meta()?.id;
  if (name === undefined) throw new Error('The schema of a body needs a name: .meta({ id }).');
  return ApiBody({ required: true, schema: { $ref: `#/components/schemas/${name}` } });
}
