import { z } from 'zod';

/** Answer of `/health/live`. */
export const liveness = z.object({ status: z.literal('alive') }).meta({ id: 'Liveness' });

/** Answer of `/health/ready`. */
export const readiness = z
  .object({
    status: z.enum(['ready', 'degraded', 'unavailable', 'stopping']),
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

/**
 * A process can work as long as it has its database, can tell who calls, and does not stop; without the queue it is
 * slower.
 */
export function judgeReadiness(checks: Readiness['checks'], isStopping: boolean): Readiness {
  const { database, queue, secrets } = checks;
  if (isStopping) return { status: 'stopping', checks };
  if (database !== 'ok' || secrets !== undefined) return { status: 'unavailable', checks };
  return { status: queue === 'ok' ? 'ready' : 'degraded', checks };
}

/** Whether work may be sent to a process that is so. */
export function isReady({ status }: Readiness): boolean {
  return status === 'ready' || status === 'degraded';
}
