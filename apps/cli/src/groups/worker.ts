import type { Command } from 'commander';
import { endWith } from '../run/act.js';
import { readCapabilities, settingsOf } from '../settings.js';
import { logFormat } from './server.js';

interface WorkerFlags {
  readonly capabilities?: string[];
  readonly concurrency?: string;
}

/** Adds `caxton worker`: what runs turns. */
export function addWorkerCommands(program: Command): void {
  program
    .command('worker')
    .description('A worker: runs the turns of agents.')
    .command('start')
    .description('Start a worker on the database of a server; needs CAXTON_DATABASE_URL.')
    .option(
      '--capabilities <names>',
      'serve only these capabilities, comma-separated',
      readCapabilities,
    )
    .option('--concurrency <turns>', 'turns at the same time (CAXTON_CONCURRENCY)')
    .addHelpText(
      'after',
      '\nEvery setting is an environment variable: docs/surface/configuration.md',
    )
    .action(async ({ capabilities, ...options }: WorkerFlags, command: Command) => {
      const { runWorker } = await import('../../../server/src/index.js');
      const only = capabilities === undefined ? {} : { capabilities };
      const settings = { ...settingsOf({ ...options }, ['concurrency']), ...logFormat(command) };
      endWith(await runWorker(settings, only));
    });
}
