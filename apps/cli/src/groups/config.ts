import type { Command } from 'commander';
import { act } from '../run/act.js';

/** Adds `caxton config`: the settings that a start here would take. */
export function addConfigCommands(program: Command): void {
  const config = program
    .command('config')
    .description('The settings that a start here would take: environment variables.');
  const show = config
    .command('show')
    .description('Show every setting, its value and where it comes from; secrets are not shown.')
    .option('--changed', 'only those that are set');
  act<{ readonly changed?: boolean }>(show, async (run) => {
    const { showConfig } = await import('../config/show-config.js');
    showConfig(run.terminal, run.flags.changed === true);
    return undefined;
  });
  const validate = config
    .command('validate')
    .description('Check every setting; ends with 1 when one cannot be used.');
  act(validate, async (run) => {
    const { validateConfig } = await import('../config/show-config.js');
    return validateConfig(run.terminal);
  });
}
