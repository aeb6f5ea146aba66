import { z } from 'zod';
import {
  entityType,
  isVisible,
  newEntityName,
  predicate,
  ofOneRule,
  relationType,
  share,
  visibleRule,
} from '#protocol';
import { storableText } from '#tools';
import { MemoryRefused } from '../runtime.errors.js';

/** Text without what Postgres refuses: a handler may have cut it in the middle of a character. */
const text = (most: number): z.ZodString => z.string().overwrite(storableText).min(1).max(most);

const content = text(10_000).refine(isVisible, visibleRule);

const fact = z.union([
  content.transform((said) => ({ content: said })),
  z.strictObject({ content, predicate: predicate.optional(), confidence: share.optional() }),
]);

/** What a handler asks its memory for. */
export const recallArguments = z.strictObject({
  query: text(4_000),
  limit: z.int().min(1).max(50).optional(),
  min_similarity: share.optional(),
});

/** What a handler wants remembered; one fact need not be a list. */
export const rememberArguments = z.strictObject({
  entity: newEntityName,
  facts: z.union([z.array(fact).min(1).max(100), fact.transform((one) => [one])]),
  type: entityType.default('fact'),
});

/** How a handler says that things stand to each other; what it leaves out stays as it is known. */
export const relateArguments = z
  .strictObject({
    from: newEntityName,
    to: newEntityName,
    type: relationType,
    strength: share.optional(),
    bidirectional: z.boolean().optional(),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], error: ofOneRule });

/** @throws {MemoryRefused} naming what is wrong */
export function check<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const checked = schema.safeParse(given);
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'arguments'} ${message}`,
  );
  throw new MemoryRefused('MEMORY_ARGUMENTS_INVALID', problems.join('; '));
}
