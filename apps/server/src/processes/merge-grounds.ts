import type { Readiness } from '#protocol';

type Checks = Readiness['checks'];

/** What several processes stand on, as the worst of them finds it. Where none of them answers, nothing does. */
export function mergeGrounds(grounds: readonly Checks[]): Checks {
  const areAll = <Name extends keyof Checks>(name: Name, value: Checks[Name]): boolean =>
    grounds.length > 0 && grounds.every((checks) => checks[name] === value);
  const checks = {
    database: areAll('database', 'ok') ? 'ok' : 'unreachable',
    queue: areAll('queue', 'ok') ? 'ok' : 'failing',
  } as const;
  return grounds.some(({ secrets }) => secrets !== undefined)
    ? { ...checks, secrets: 'locked' }
    : checks;
}
