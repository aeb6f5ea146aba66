import { z } from 'zod';

/** Answer of `/health/live`. */
export const liveness = z.object({ status: z.literal('alive') }).meta({ id: 'Liveness' });

/** Answer of `/health/ready`. */
export const readiness = z
  .object({
    status: z.enum(['ready', 'degraded', 'unavailable', 'starting', 'stopping']),
    checks: z.object({
      database: z.enum(['ok', 'unreachable']),
      queue: z.enum(['ok', 'failing']),
      secrets: z.literal('locked').optional().meta({
        description: 'Only where CAXTON_KEYS does not open what tokens are signed with.',
      }),
    }),
  })
  .meta({
    id: 'Readiness',
    examples: [{ status: 'ready', checks: { database: 'ok', queue: 'ok' } }],
  });
export type Readiness = z.infer<typeof readiness>;

/** Where a process is on its way: operators may ask it before it takes work, and after. */
export type Phase = 'starting' | 'running' | 'stopping';

/**
 * A process can work once it has started, as long as it has its database, can tell who calls, and does not stop;
 * without the queue it is slower.
 */
export function judgeReadiness(checks: Readiness['checks'], phase: Phase): Readiness {
  const { database, queue, secrets } = checks;
  if (phase !== 'running') return { status: phase, checks };
  if (database !== 'ok' || secrets !== undefined) return { status: 'unavailable', checks };
  return { status: queue === 'ok' ? 'ready' : 'degraded', checks };
}

/** Whether work may be sent to a process that is so. */
export function isReady({ status }: Readiness): boolean {
  return status === 'ready' || status === 'degraded';
}
