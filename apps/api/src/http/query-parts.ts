import { z } from 'zod';

/** A switch in a query: `?follow=true`, or just `?follow`. */
export function querySwitch(description: string): z.ZodOptional<z.ZodType<boolean>> {
  return z
    .stringbool({ truthy: ['true', '1', 'yes', ''], falsy: ['false', '0', 'no'] })
    .optional()
    .meta({ type: 'boolean', description });
}

const decimal = /^-?\d+(?:\.\d+)?$/;

/**
 * A number in a query, which comes as text; what counts without it is its `prefault`, of which the document
 * of the API tells. Only plain decimals are a number: `Number` alone would take an empty text for 0, and
 * read `0x10` and `1e1`.
 */
export function queryNumber(schema: z.ZodNumber): z.ZodPreprocess<z.ZodNumber> {
  return z.preprocess((text, context) => {
    if (typeof text === 'number') return text;
    if (typeof text === 'string' && decimal.test(text)) return Number(text);
    context.addIssue({
      code: 'custom',
      message: 'must be a number in plain decimals, such as 10 or 0.5',
      params: { rule: 'decimal' },
    });
    return z.NEVER;
  }, schema);
}

/** How many entries of a list, up to 100. */
export function queryLimit(fallback: number, most = 100): z.ZodType<number> {
  return queryNumber(z.int().min(1).max(most))
    .prefault(fallback)
    .meta({ description: `Entries of a page, at most ${String(most)}.` });
}

/** Where a list goes on. */
export const queryCursor = z
  .string()
  .min(1)
  .max(1_000)
  .regex(/^[A-Za-z0-9._:-]+$/, 'must be the next_cursor of an earlier page')
  .optional()
  .meta({ description: 'The `next_cursor` of the page before.' });

/** Words of one kind in a query, between commas: `?entity_types=customer,insight`. */
export function queryList(word: z.ZodString, most: number): z.ZodType<string[]> {
  return z
    .string()
    .max(most * 100)
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(word).max(most))
    .meta({ type: 'string', description: `Between commas, at most ${String(most)}.` });
}
