import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { z } from 'zod';

/** Bodies that operations refer to by name only: the document of the API has to have them all. */
export const namedBodies = new Set<z.ZodType>();

/**
 * Documents the body of an operation whose lib checks it itself, because there the code of a bad field
 * is another one (an agent's configuration: 422). Everywhere else `@Body({ schema })` does both.
 */
export function Takes(schema: z.ZodType): MethodDecorator {
  const name = schema.meta()?.id;
  if (name === undefined) throw new Error('The schema of a body needs a name: .meta({ id }).');
  namedBodies.add(schema);
  return ApiBody({ required: true, schema: { $ref: `#/components/schemas/${name}` } });
}

/** Documents a body that is a file, or a form with a file and with what the query may say as well. */
export function TakesFile(fields: z.ZodObject): MethodDecorator {
  const words = Object.keys(fields.shape).map((name) => [name, { type: 'string' }] as const);
  const file = { type: 'string', format: 'binary' };
  return applyDecorators(
    ApiConsumes(anyType, form),
    ApiBody({
      required: true,
      schema: {
        type: 'object',
        properties: { file, ...Object.fromEntries(words) },
        required: ['file'],
      },
    }),
  );
}

/** The media type of a form with files. */
export const form = 'multipart/form-data';

/** Of a body that may be anything. */
export const anyType = '*/*';
