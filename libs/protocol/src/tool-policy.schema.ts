import { z } from 'zod';
import { durationText } from './duration.js';

/** The methods of HTTP that tools speak. */
export const toolMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const domain = z
  .string()
  .max(253)
  .regex(
    /^(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i,
    'must be a host name such as example.com, which includes its subdomains',
  );

/**
 * What an agent may do with one tool, beyond being allowed to call it. A key that is not known is refused:
 * a limit that is silently ignored is none.
 */
export const toolPolicy = z
  .strictObject({
    domains: z.array(domain).min(1).max(100).optional().meta({
      description: 'Hosts, with their subdomains, that the tool may reach for this agent.',
    }),
    methods: z.array(z.enum(toolMethods)).min(1).optional().meta({
      description: 'Methods of HTTP that it may use.',
    }),
    rate_per_minute: z.int().min(1).max(60_000).optional().meta({
      description: 'Calls per minute, of all turns of the agent and in all processes together.',
    }),
    max_concurrency: z.int().min(1).max(100).optional().meta({
      description: 'Calls at the same time, of all turns of the agent and in all processes.',
    }),
    max_calls_per_turn: z.int().min(1).max(1_000).optional().meta({
      description: 'Calls that one turn may make.',
    }),
    needs_approval: z.boolean().optional().meta({
      description: 'Whether a person must allow every call.',
    }),
    approval_timeout: durationText.optional().meta({
      description: 'How long the decision is waited for. Default: 24 hours.',
    }),
    on_taint: z
      .enum(['deny', 'approve', 'allow'])
      .optional()
      .meta({
        description:
          'What becomes of an unsafe call in a turn that has read content from outside. By default ' +
          'a person must approve it.',
      }),
  })
  .meta({
    id: 'ToolPolicy',
    description: 'What an agent may do with one tool.',
    examples: [{ domains: ['example.com'], methods: ['GET'], max_calls_per_turn: 10 }],
  });
export type ToolPolicy = z.infer<typeof toolPolicy>;
