import { z } from 'zod';
import { agentName, capabilityName, usageGroupings, type UsageGrouping } from '#protocol';
import { queryCursor, queryLimit } from '../http/query-parts.js';

const instant = z.iso.datetime({ offset: true });

/** Query of usage. */
export const usageOptions = z.strictObject({
  from: instant.optional().meta({
    description: 'Rounded down to the hour. The day (UTC) that thirty days before `to` is in.',
  }),
  to: instant.optional().meta({ description: 'Rounded up to the hour. Now.' }),
  group_by: z
    .string()
    .max(64)
    .refine((text) => readGroupings(text) !== undefined, {
      error: `must be up to three different ones of ${usageGroupings.join(', ')}, with commas between; conversation alone`,
    })
    .default('agent')
    .meta({
      description: `Up to three of ${usageGroupings.join(', ')}; conversation alone.`,
      examples: ['agent,day'],
    }),
  agent: agentName.optional().meta({ description: 'Only of this agent.' }),
  capability: capabilityName.optional().meta({ description: 'Only of this capability.' }),
  sender: z.string().max(128).optional().meta({
    description: 'Only of what goes back to this user or key, by id.',
  }),
  cursor: queryCursor,
  limit: queryLimit(50),
});
export type UsageOptions = z.infer<typeof usageOptions>;

/** Nothing: they cannot be used. */
export function readGroupings(text: string): UsageGrouping[] | undefined {
  const known: readonly string[] = usageGroupings;
  const asked = text.split(',').map((word) => word.trim());
  const isGood = asked.length <= 3 && new Set(asked).size === asked.length;
  const isAlone = asked.length === 1 || !asked.includes('conversation');
  return isGood && isAlone && asked.every((word) => known.includes(word))
    ? (asked as UsageGrouping[])
    : undefined;
}
