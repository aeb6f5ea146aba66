import cluster from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { createLogger, type Env } from '#platform';
import { Closers } from '../closers.js';
import { measureProcess } from '../metrics/process-metrics.js';
import type { Program } from '../program.js';
import type { Runnable } from '../run-until-signal.js';
import { askAll } from './ask-all.js';
import type { ProcessFailed } from './process-failed.errors.js';
import { RunningProcess } from './running-process.js';
import type { StartOrder } from './start-order.js';
import { SupervisedProcess, type SupervisedKit } from './supervised-process.js';

const entry = new URL('./child-process.js', import.meta.url);

/**
 * Starts a program in several processes on one port (ADR-0032), and each of them again when it dies. The first one
 * alone: it brings the schema up to date, makes what a first start makes, and finds what is wrong with the settings.
 * Thrown when one of them cannot start, and has said why: {@link ProcessFailed}.
 */
export async function supervise<Facts>(
  program: Program<Facts>,
  count: number,
  env: Env,
): Promise<Runnable> {
  const log = createLogger({ level: env.CAXTON_LOG_LEVEL, format: env.CAXTON_LOG_FORMAT });
  const closers = new Closers();
  const processes: SupervisedProcess[] = [];
  const operators = await program.openOperators(askAll(processes, measureProcess()), env, log);
  closers.add(() => operators.stop());
  closers.add(() => stopAll(processes));
  const stop = (): Promise<void> => closers.close();
  const announceStop = (): void => {
    operators.announceStop();
  };
  const kit = {
    ...{ run: forks({ order: program.order, operatorPort: operators.port }), log },
    onGivenUp: ({ exitCode }: ProcessFailed): void => {
      announceStop();
      void stop().finally(() => process.exit(exitCode));
    },
  };
  process.once('exit', () => {
    for (const one of processes) one.cutShort();
  });
  try {
    const facts = (await startAll(processes, count, kit)) as Facts[];
    operators.announceStart();
    program.announce(facts, env, log);
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
  return { log, announceStop, stop };
}

/** Of every process what is announced of it. */
async function startAll(
  processes: SupervisedProcess[],
  count: number,
  kit: SupervisedKit,
): Promise<unknown[]> {
  const startOne = (): Promise<unknown> => {
    const one = new SupervisedProcess(kit);
    processes.push(one);
    return one.start();
  };
  const first = await startOne();
  return [first, ...(await Promise.all(Array.from({ length: count - 1 }, startOne)))];
}

async function stopAll(processes: readonly SupervisedProcess[]): Promise<void> {
  const ends = await Promise.allSettled(processes.map((one) => one.stop()));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** Connections are handed round, one after another: whoever is first to take one would get most of them. */
function forks(start: StartOrder): () => RunningProcess {
  cluster.schedulingPolicy = cluster.SCHED_RR;
  cluster.setupPrimary({ exec: fileURLToPath(entry), args: [JSON.stringify(start)] });
  return () => new RunningProcess(cluster.fork());
}
