import { readProcessEnv } from '#platform';
import { countProcesses } from './processes/count-processes.js';
import type { Program } from './program.js';
import { runUntilSignal } from './run-until-signal.js';

/**
 * Runs a program until it is told to stop: in this process, or in CAXTON_PROCESSES others under this one. Gives the
 * exit code.
 */
export function runProgram<Facts>(program: Program<Facts>): Promise<number> {
  const { command, order, openOperators } = program;
  return runUntilSignal(
    command,
    () => readProcessEnv(order.settings),
    async (env) => {
      await program.check(env);
      const processes = countProcesses(env);
      if (processes > 1) {
        const { supervise } = await import('./processes/supervise.js');
        return supervise(program, processes, env);
      }
      const started = await program.start(env, openOperators);
      program.announce([started.facts], env, started.log);
      return started;
    },
  );
}
