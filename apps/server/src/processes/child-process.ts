import cluster, { type Worker } from 'node:cluster';
import { argv } from 'node:process';
import { readProcessEnv } from '#platform';
import type { Program } from '../program.js';
import { runUntilSignal } from '../run-until-signal.js';
import { serverProgram } from '../server-program.js';
import { workerProgram } from '../worker-program.js';
import type { StartOrder } from './start-order.js';
import { SupervisorLink } from './supervisor-link.js';

/**
 * One of the processes of CAXTON_PROCESSES. It is what the command would be alone, but that its port is its
 * supervisor's, who also hears signals and answers operators for it. It ends when its supervisor is gone.
 */
async function run<Facts>(program: Program<Facts>, link: SupervisorLink): Promise<number> {
  return runUntilSignal(
    program.command,
    () => readProcessEnv(program.order.settings),
    async (env) => {
      const started = await program.start(env, link.openOperators);
      link.tell({ kind: 'ready', facts: started.facts });
      return started;
    },
    link,
  );
}

function start({ order, operatorPort }: StartOrder, worker: Worker): Promise<number> {
  const link = new SupervisorLink(worker, operatorPort);
  const { settings } = order;
  return order.program === 'server'
    ? run(serverProgram(settings, order.options), link)
    : run(workerProgram(settings, order.options), link);
}

if (cluster.worker !== undefined) {
  const code = await start(JSON.parse(argv[2] ?? '') as StartOrder, cluster.worker);
  // The pipe to the supervisor would keep it alive.
  process.exit(code);
}
