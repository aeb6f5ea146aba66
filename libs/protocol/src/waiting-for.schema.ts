import { z } from 'zod';
import { approvalId } from './approval.schema.js';
import { agentName, messageId, timestamp } from './ids.js';

/** What a suspended turn waits for people to decide, and where they do. */
const awaitedDecision = z
  .object({
    approval_id: approvalId,
    name: z.string().meta({ description: 'The tool, or the name that the code agent gave.' }),
    agent: agentName.meta({ description: 'Who asks.' }),
    message_id: messageId.meta({ description: 'The message whose turn waits for it.' }),
    expires_at: timestamp,
    decide_at: z.string().meta({ description: 'Where to look at it (GET) and decide (POST).' }),
  })
  .meta({ id: 'AwaitedDecision' });
export type AwaitedDecision = z.infer<typeof awaitedDecision>;

/** Absent: no person has to decide anything. */
export const waitingFor = z.array(awaitedDecision).optional().meta({
  description: 'What people have to decide before it goes on. Absent: nothing.',
});
