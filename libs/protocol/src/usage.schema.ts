import { z } from 'zod';
import { timestamp } from './ids.js';

/** By what usage can be told apart. */
export const usageGroupings = [
  'agent',
  'version',
  'capability',
  'sender',
  'model',
  'day',
  'hour',
  'conversation',
] as const;
export type UsageGrouping = (typeof usageGroupings)[number];

const usageFigures = z
  .object({
    messages: z.object({
      accepted: z.int(),
      completed: z.int(),
      failed: z.int(),
      expired: z.int(),
      cancelled: z.int(),
    }),
    turns: z.int(),
    success_rate: z.number().min(0).max(1),
    avg_response_time: z.string(),
    avg_queue_time: z.string(),
    avg_turn_time: z.string(),
    tokens: z.object({ input: z.int(), output: z.int() }),
    cost: z.number().describe('In `currency`; models without a price cost nothing here.'),
    conversations: z.object({ begun: z.int(), ended: z.int() }),
  })
  .meta({ id: 'UsageFigures' });
export type UsageFigures = z.infer<typeof usageFigures>;

/** What happened in a time and what it cost. */
export const usageReport = z
  .object({
    from: timestamp,
    to: timestamp,
    currency: z.string(),
    group_by: z.array(z.enum(usageGroupings)),
    groups: z.array(
      z.object({
        key: z
          .record(z.string(), z.string().nullable())
          .describe('One entry per grouping; `null`: it was of none, or of an agent that is gone.'),
        figures: usageFigures,
      }),
    ),
    next_cursor: z.string().optional(),
  })
  .meta({ id: 'UsageReport' });
export type UsageReport = z.infer<typeof usageReport>;
