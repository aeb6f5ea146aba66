import type { Command } from 'commander';
import { act } from '../run/act.js';

/** Adds `caxton storage`: what everything takes that is kept. */
export function addStorageCommand(program: Command): void {
  const command = program
    .command('storage')
    .description('Tell what each table takes, and what ends its rows.')
    .option('--all', 'also tables that do not grow, and empty ones')
    .addHelpText('after', '\nWhat grows, and what ends it: docs/conversations.md');
  act<{ readonly all?: boolean }>(command, async (run) => {
    const { renderStorage } = await import('../storage/render-storage.js');
    const report = await (await run.client()).server.storage();
    run.terminal.show(report, (shown) => renderStorage(shown, run.flags.all === true));
    return undefined;
  });
}
