import type { WorkerOptions } from '../../worker/src/index.js';
import { runProgram } from './run-program.js';
import { workerProgram } from './worker-program.js';

/** Runs a worker until it is told to stop, in as many processes as are set, and gives the exit code. */
export function runWorker(
  settings: Readonly<Record<string, string>>,
  options: WorkerOptions,
): Promise<number> {
  return runProgram(workerProgram(settings, options));
}
