import { z } from 'zod';
import { agentName, timestamp } from './ids.js';

/** How well something does: quick start, sections 13 and 18. */
export const wellBeing = z.enum(['healthy', 'degraded', 'unhealthy']);
export type WellBeing = z.infer<typeof wellBeing>;

const rate = z.number().min(0).max(1);

/** How an agent does: quick start section 13. Figures are of all that happened since it was deployed. */
export const agentHealth = z
  .object({
    agent: agentName,
    status: wellBeing,
    uptime: z.string().meta({ examples: ['1h23m'] }),
    metrics: z.object({
      messages_processed: z.int().describe('Completed, failed or expired.'),
      avg_response_time: z.string().describe('From acceptance to the answer.'),
      success_rate: rate.describe(
        'Of the messages processed, those that completed; 1 before the first.',
      ),
      memory_usage: z
        .string()
        .describe('What it can recall takes so much room in the database; what is shared counts.')
        .meta({ examples: ['45MB'] }),
      last_activity: timestamp,
    }),
    capabilities: z.record(
      z.string(),
      z.object({ requests: z.int(), success_rate: rate, avg_time: z.string() }),
    ),
    notes: z
      .array(z.string())
      .optional()
      .describe('Why it is not healthy, and what to do about it.'),
  })
  .meta({ id: 'AgentHealth' });
export type AgentHealth = z.infer<typeof agentHealth>;
