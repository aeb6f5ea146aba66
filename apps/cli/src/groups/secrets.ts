import { InvalidArgumentError, type Command } from 'commander';
import { endWith } from '../run/act.js';
import { settingsOf } from '../settings.js';

/** Adds `caxton secrets`: what is kept sealed, on the database of a server. */
export function addSecretsCommands(program: Command): void {
  const secrets = program.command('secrets').description('Secrets that a server keeps sealed.');
  secrets
    .command('re-encrypt')
    .description('Seal every kept secret anew with the first key of CAXTON_KEYS; servers go on.')
    .option('--batch <rows>', 'rows of a transaction', readBatch, 200)
    .option('--dry-run', 'open every secret, and change nothing', false)
    .option(
      '--data-dir <folder>',
      'of the embedded Postgres, whose server is stopped (CAXTON_DATA_DIR)',
    )
    .addHelpText('after', '\nEnds with 0 when every other key may be taken out of CAXTON_KEYS.')
    .action(async ({ batch, dryRun, ...options }: { batch: number; dryRun: boolean }) => {
      // Loaded only now: --help needs none of it.
      const { runReEncrypt } = await import('../../../server/src/index.js');
      endWith(await runReEncrypt(settingsOf(options, ['dataDir']), { batch, isDry: dryRun }));
    });
}

function readBatch(text: string): number {
  const batch = Number(text);
  if (Number.isInteger(batch) && batch >= 1 && batch <= 10_000) return batch;
  throw new InvalidArgumentError('a number from 1 to 10000');
}
