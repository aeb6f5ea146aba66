import type { Command } from 'commander';
import { act } from '../run/act.js';
import { limitOption, readMoment, yesOption } from '../run/arguments.js';
import { askFirst } from '../run/ask-first.js';
import { CliError } from '../run/cli-error.js';
import { listing, moreOf } from '../run/listing.js';
import { facts, table } from '../show/table.js';

interface FilterFlags {
  readonly agent?: string;
  readonly capability?: string;
  readonly code?: string;
  readonly conversation?: string;
  readonly since?: string;
  readonly until?: string;
}

/** Adds `caxton dead-letter`: messages that failed for good. */
export function addDeadLetterCommands(program: Command): void {
  const letter = program
    .command('dead-letter')
    .alias('dead-letters')
    .description('Dead letters: messages that failed for good.');
  addList(letter);
  addShow(letter);
  addRequeue(letter);
  addDiscard(letter);
}

const withFilter = (command: Command): Command =>
  command
    .option('--agent <name>', 'of this agent')
    .option('--capability <name>', 'sent to this capability')
    .option('--code <code>', 'that failed with this code')
    .option('--conversation <id>', 'of this conversation')
    .option(
      '--since <time>',
      'that failed from then on: 2026-11-26, or 12h for twelve hours ago',
      readMoment,
    )
    .option('--until <time>', 'that failed before then', readMoment);

/** What the API takes of a filter; nothing that was not said. */
function filterOf({
  agent,
  capability,
  code,
  conversation,
  since,
  until,
}: FilterFlags): FilterFlags {
  const all = { agent, capability, code, conversation, since, until };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function addList(letter: Command): void {
  const command = letter
    .command('list')
    .description('List the dead letters, the newest first.')
    .addOption(limitOption(50));
  act<FilterFlags & { readonly limit: number }>(withFilter(command), async (run) => {
    const client = await run.client();
    const filter = filterOf(run.flags) as object;
    const page = await listing((next) => client.deadLetters.list({ ...filter, ...next })).read(
      'dead_letters',
      run.flags.limit,
    );
    run.terminal.show(page, ({ dead_letters: letters }) =>
      table(letters, [
        ['MESSAGE', ({ message_id: id }) => id],
        ['AGENT', ({ agent }) => agent],
        ['CODE', ({ code }) => code],
        ['REASON', ({ reason }) => reason],
        ['ATTEMPTS', ({ attempts }) => attempts],
        ['FAILED', ({ failed_at: at }) => at],
      ]).concat(moreOf(page)),
    );
    return undefined;
  });
}

function addShow(letter: Command): void {
  const command = letter
    .command('show')
    .description('Show a dead letter: what it says, why it failed, what was tried.')
    .argument('<message>', 'the message');
  act(command, async (run) => {
    const shown = await (await run.client()).deadLetters.get(run.arg(0));
    run.terminal.show(shown, (one) => facts({ ...one }));
    return undefined;
  });
}

function addRequeue(letter: Command): void {
  const command = letter
    .command('requeue')
    .description('Put a dead letter back into its mailbox, or all that a filter means.')
    .argument('[message]', 'the message; none: those of the filter')
    .option('--all', 'every dead letter, when no filter is given')
    .option('--timeout <duration>', 'a new deadline: 30s')
    .option('--dry-run', 'count, and put nothing back')
    .addOption(yesOption());
  act<RequeueFlags>(withFilter(command), async (run) => {
    const [id] = run.args;
    const { timeout, dryRun = false } = run.flags;
    const within = timeout === undefined ? {} : { timeout };
    const client = await run.client();
    if (id !== undefined) {
      run.terminal.show(await client.deadLetters.requeue(id, within), (one) => facts({ ...one }));
      return undefined;
    }
    const filter = filterOf(run.flags);
    if (Object.keys(filter).length === 0 && run.flags.all !== true) {
      throw new CliError('usage', 'Which dead letters?', 'Name one, give a filter, or say --all.');
    }
    if (!dryRun) await askFirst(run, 'Put all of these back?');
    const body = { filter, dry_run: dryRun, ...within };
    const done = await client.deadLetters.requeueAll(body);
    run.terminal.show(done, (shown) => facts({ ...shown }));
    return done.skipped.length === 0 ? undefined : 'failed';
  });
}

interface RequeueFlags extends FilterFlags {
  readonly all?: boolean;
  readonly timeout?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

function addDiscard(letter: Command): void {
  const command = letter
    .command('discard')
    .description('Discard a dead letter: it stays failed, and waits for nobody.')
    .argument('<message>', 'the message')
    .addOption(yesOption());
  act<{ readonly yes?: boolean }>(command, async (run) => {
    const id = run.arg(0);
    await askFirst(run, `Discard ${id}?`);
    run.terminal.show(
      await (await run.client()).deadLetters.discard(id),
      () => `${id} is discarded.\n`,
    );
    return undefined;
  });
}
