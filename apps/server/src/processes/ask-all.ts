import type { MetricsOfProcess } from '../metrics/add-up-metrics.js';
import { LastingCounts, type ToldMetrics } from '../metrics/lasting-counts.js';
import type { ProcessFacts } from '../metrics/operator-ports.js';
import { mergeGrounds } from './merge-grounds.js';
import type { Answers, Question } from './process-talk.js';

/** One of the processes under a supervisor, of which the one that runs can be asked while it is ready. */
interface Asked {
  /** Of the process that runs. */
  readonly pid: number | undefined;
  readonly isReady: boolean;
  /** Nothing where it does not answer in time. */
  ask<One extends Question>(question: One): Promise<Answers[One] | undefined>;
}

/** What operators learn of all processes, and of their supervisor, which takes memory and processor as they do. */
export function askAll(
  processes: readonly Asked[],
  readSupervisor: () => Promise<MetricsOfProcess>,
): ProcessFacts {
  const counts = new LastingCounts();
  const ready = (): Asked[] => processes.filter(({ isReady }) => isReady);
  return {
    metrics: async () => {
      // One reads the database for all. The next one to do it has not before: what it tells is never older.
      const asked = ready().map((one, index) => askMetrics(one, index === 0));
      const told = present(await Promise.all(asked));
      const alive = present(processes.map(({ pid }) => pid));
      return [await readSupervisor(), ...(await counts.complete(told, alive))];
    },
    ground: async () =>
      mergeGrounds(present(await Promise.all(ready().map((one) => one.ask('ground'))))),
  };
}

async function askMetrics(one: Asked, withShared: boolean): Promise<ToldMetrics | undefined> {
  const { pid } = one;
  const metrics = await one.ask(withShared ? 'all-metrics' : 'metrics');
  return pid === undefined || metrics === undefined ? undefined : { pid, metrics };
}

function present<Found>(found: readonly (Found | undefined)[]): Found[] {
  return found.filter((one) => one !== undefined);
}
