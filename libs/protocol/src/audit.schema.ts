import { z } from 'zod';
import { jsonObject } from './json.js';
import { timestamp } from './ids.js';
import { instant } from './instant.js';

/** Which events are meant. Nothing named: all of them. */
export const auditFilter = z.strictObject({
  actor: z.string().min(1).max(100).optional().meta({ description: 'Only by this user or key.' }),
  action: z.string().min(1).max(100).optional().meta({ description: 'Only this act.' }),
  target: z.string().min(1).max(300).optional().meta({ description: 'Only what was done to it.' }),
  since: instant.optional().meta({ description: 'Only what was done then or later.' }),
  until: instant.optional().meta({ description: 'Only what was done before then.' }),
});

const auditEvent = z
  .object({
    number: z.int().meta({ description: 'In the chain of the workspace, without gaps.' }),
    at: timestamp,
    actor: z.string().meta({ description: 'Id of the user or key; `local` without credentials.' }),
    actor_kind: z.enum(['local', 'user', 'key', 'nobody', 'system']),
    action: z.string().meta({ examples: ['agent.deploy'] }),
    target: z.string().meta({ examples: ['agent:DataAnalyzer'] }),
    outcome: z.enum(['ok', 'refused']),
    request_id: z.string().nullable(),
    address: z.string().nullable(),
    details: jsonObject,
    previous_hash: z.string(),
    hash: z.string().meta({ description: 'SHA-256 over this event and the hash before.' }),
  })
  .meta({ id: 'AuditEvent' });
export type AuditEventView = z.infer<typeof auditEvent>;

export const auditPage = z
  .object({
    events: z.array(auditEvent),
    next_cursor: z.string().optional(),
  })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof auditPage>;

export const auditChain = z
  .object({
    events: z.int(),
    intact: z.boolean(),
    broken_at: z.int().nullable().meta({
      description: 'Number of the first event that does not fit the one before.',
    }),
    head: z.string().meta({ description: 'Hash of the last event; note it elsewhere to compare.' }),
  })
  .meta({ id: 'AuditChain' });
export type AuditChain = z.infer<typeof auditChain>;
