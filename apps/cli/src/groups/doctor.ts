import type { Command } from 'commander';
import { act } from '../run/act.js';
import { settingsOf } from '../settings.js';

/** Adds `caxton doctor`. */
export function addDoctorCommand(program: Command): void {
  const command = program
    .command('doctor')
    .description(
      'Look at everything that a start here would stand on, and say what to do about it.',
    )
    .option('--host <address>', 'address the API is to listen on (CAXTON_HOST)')
    .option('--port <port>', 'port of the REST API (CAXTON_PORT)')
    .option(
      '--data-dir <folder>',
      'where the embedded Postgres is to keep its files (CAXTON_DATA_DIR)',
    )
    .option('--strict', 'end with 1 also when there are only warnings')
    .addHelpText(
      'after',
      [
        '',
        'Changes nothing, and starts nothing. Ends with 0 when nothing is in the way, with 1 when a start would fail or go wrong.',
        '',
        'Examples:',
        '  caxton doctor',
        '  CAXTON_DATABASE_URL=postgres://… CAXTON_REDIS_URL=redis://… caxton doctor --json',
      ].join('\n'),
    );
  act<{ readonly strict?: boolean }>(command, async ({ terminal, flags }) => {
    const { tellFindings } = await import('../doctor/tell-findings.js');
    const { examine } = await import('../../../server/src/index.js');
    const found = await examine(settingsOf({ ...flags }, ['host', 'port', 'dataDir']));
    return tellFindings(terminal, found, flags.strict === true);
  });
}
