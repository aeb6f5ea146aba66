import { Option, type Command } from 'commander';
import type { Keeping, ManyFlags } from '../conversations/keep-many.js';
import { act } from '../run/act.js';
import { yesOption } from '../run/arguments.js';
import { askFirst } from '../run/ask-first.js';
import { CliError } from '../run/cli-error.js';
import type { Ending } from '../run/exit-codes.js';
import type { Invocation } from '../run/invocation.js';
import { table } from '../show/table.js';

/** Adds what is done to conversations that have ended. */
export function addKeepingCommands(conversation: Command): void {
  addExport(conversation);
  addArchive(conversation);
  addRestore(conversation);
  addDelete(conversation);
  addOperations(conversation);
}

function addExport(conversation: Command): void {
  const command = conversation
    .command('export')
    .description(
      'Write a conversation as JSON Lines: messages, files, and with --steps what turns did.',
    )
    .argument('<id>', 'the conversation')
    .option('--file <path>', 'where to write; - or none: the standard output')
    .option('--steps', 'also what turns did: answers of models and calls of tools')
    .addHelpText('after', '\nExample:\n  caxton conversation export c-1 --file c-1.jsonl');
  act(command, async (run) => {
    const { exportConversation } = await import('../conversations/export-conversation.js');
    return exportConversation(run);
  });
}

function addArchive(conversation: Command): void {
  const command = conversation
    .command('archive')
    .description('Put completed conversations away: those that are named, or all of a filter.')
    .option('--older-than <duration>', 'whose last activity is longer ago: 24h, 90d')
    .addHelpText(
      'after',
      [
        '',
        'Examples:',
        '  caxton conversation archive c-1 c-2',
        '  caxton conversation archive --older-than 90d --dry-run',
        '  caxton conversation archive --older-than 90d --agent Analyst --yes',
      ].join('\n'),
    );
  keep(command, 'archive');
}

function addRestore(conversation: Command): void {
  const command = conversation
    .command('restore')
    .description('Bring archived conversations back: those that are named, or all of a filter.')
    .option('--archived-within <duration>', 'that were archived no longer ago: 1h')
    .addHelpText('after', '\nExample:\n  caxton conversation restore --archived-within 1h');
  keep(command, 'restore');
}

function addDelete(conversation: Command): void {
  const command = conversation
    .command('delete')
    .description('Delete conversations for good, with all that was said in them.')
    .option('--older-than <duration>', 'whose last activity is longer ago: 24h, 90d')
    .addOption(
      new Option('--status <status>', 'which; archived if not said').choices([
        'archived',
        'completed',
      ]),
    )
    .addHelpText('after', '\nExample:\n  caxton conversation delete --older-than 365d --dry-run');
  keep(command, 'delete');
}

/** What the three have in common. */
function keep(command: Command, keeping: Keeping): void {
  command
    .argument('[ids...]', 'the conversations; none: those of the filter')
    .option('--agent <name>', 'in which this agent has part')
    .option('--capability <name>', 'in which this capability was asked')
    .option('--dry-run', 'count, and change nothing')
    .option('--no-wait', 'do not wait for the end of long work')
    .addOption(yesOption());
  act<ManyFlags>(command, async (run) => keepEither(run, keeping));
}

/** Names or a filter, never both. */
async function keepEither(
  run: Invocation<ManyFlags>,
  keeping: Keeping,
): Promise<Ending | undefined> {
  const ids = run.args;
  const { olderThan, archivedWithin, agent, capability, status, dryRun } = run.flags;
  const filter = [olderThan, archivedWithin, agent, capability, status, dryRun];
  const isFiltered = filter.some((each) => each !== undefined);
  if (ids.length > 0 === isFiltered) {
    throw new CliError(
      'usage',
      ids.length > 0 ? 'Names and a filter do not go together.' : 'Which conversations?',
      `Name some, or give a filter: ${usualFilter[keeping]}`,
    );
  }
  if (isFiltered) {
    const { keepMany } = await import('../conversations/keep-many.js');
    return keepMany(run, keeping);
  }
  if (keeping === 'delete') await askFirst(run, `Delete ${ids.join(', ')} for good?`);
  const { keepNamed } = await import('../conversations/keep-named.js');
  return keepNamed(run, keeping, ids);
}

const usualFilter = {
  archive: '--older-than 90d',
  restore: '--archived-within 1h',
  delete: '--older-than 365d',
} as const;

function addOperations(conversation: Command): void {
  const list = conversation
    .command('operations')
    .description('List what is, or was, done to many conversations.');
  act(list, async (run) => {
    const found = await (await run.client()).conversations.operations();
    run.terminal.show(found, ({ operations }) =>
      table(operations, [
        ['ID', (one) => one.operation_id],
        ['ACTION', ({ action }) => action],
        ['STATUS', ({ status }) => status],
        ['DONE', ({ count }) => count],
        ['FILTER', ({ filter }) => filter],
        ['BEGUN', ({ created }) => created],
      ]),
    );
    return undefined;
  });
  const stop = conversation
    .command('stop-operation')
    .description('Do no more of one; what was done stays done.')
    .argument('<operation>', 'the operation');
  act(stop, async (run) => {
    const { renderOperation } = await import('../conversations/render-operation.js');
    const client = await run.client();
    run.terminal.show(await client.conversations.cancelOperation(run.arg(0)), renderOperation);
    return undefined;
  });
}
