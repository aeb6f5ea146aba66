import type { PartHealth } from '#protocol';
import type { ServingWorker } from '#messaging';
import { tellsNoWebhooks } from '#webhooks';

/** What is locked to whom. */
export interface LockedSecrets {
  /** Why this process can give and check no tokens. */
  readonly fault: string | undefined;
  /** Workers, each with why it cannot open what it needs. */
  readonly workers: readonly Pick<ServingWorker, 'id' | 'problems'>[];
}

/** Workers that lack a key. One that has none is well where the API itself tells webhooks. */
export function lockedOut(
  workers: readonly ServingWorker[],
  isToldHere: boolean,
): LockedSecrets['workers'] {
  return workers.flatMap(({ id, problems = [] }) => {
    const real = problems.filter((problem) => !isToldHere || problem !== tellsNoWebhooks);
    return real.length === 0 ? [] : [{ id, problems: real }];
  });
}

export function judgeSecrets({ fault, workers }: LockedSecrets): PartHealth {
  if (fault !== undefined) {
    return {
      status: 'unhealthy',
      detail: `No token can be given or checked here: ${fault}.`,
      remedy: 'Start this process with the CAXTON_KEYS of the others.',
    };
  }
  const [first] = workers;
  if (first === undefined) return { status: 'healthy', detail: 'CAXTON_KEYS opens what is kept.' };
  const { id, problems = [] } = first;
  return {
    status: 'degraded',
    detail: `Workers that lack a key: ${String(workers.length)}. ${id}: ${problems.join(' ')}`,
    remedy:
      'Start them with the CAXTON_KEYS of the API; GET /api/v1/workers has the problems of each.',
  };
}
