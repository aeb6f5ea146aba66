import { z } from 'zod';

/** A switch in a query: `?follow=true`, or just `?follow`. */
export function querySwitch(description: string): z.ZodOptional<z.ZodType<boolean>> {
  return z
    .stringbool({ truthy: ['true', '1', 'yes', ''], falsy: ['false', '0', 'no'] })
    .optional()
    .meta({ type: 'boolean', description });
}

/** How many entries of a list, up to 100. */
export function queryLimit(fallback: number, most = 100): z.ZodType<number> {
  return z.coerce
    .number()
    .int()
    .min(1)
    .max(most)
    .default(fallback)
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
