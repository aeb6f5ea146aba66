import type { Command } from 'commander';
import { act } from '../run/act.js';
import { limitOption, readCount, yesOption } from '../run/arguments.js';
import { askFirst } from '../run/ask-first.js';
import { listing, moreOf } from '../run/listing.js';
import { table } from '../show/table.js';

/** Adds what an agent was, and going back to it. */
export function addVersionCommands(agent: Command): void {
  addVersions(agent);
  addRollback(agent);
}

function addVersions(agent: Command): void {
  const command = agent
    .command('versions')
    .description('List the versions of an agent, the newest first, with what each changed.')
    .argument('<name>', 'the agent')
    .addOption(limitOption(20));
  act<{ readonly limit: number }>(command, async (run) => {
    const client = await run.client();
    const name = run.arg(0);
    const list = listing((next) => client.versions.list(name, next));
    const page = await list.read('versions', run.flags.limit);
    run.terminal.show(page, ({ versions }) =>
      table(versions, [
        ['NUMBER', (one) => one.version_number],
        ['VERSION', (one) => one.version],
        ['NOW', (one) => (one.is_current ? 'yes' : '')],
        ['CREATED', (one) => one.created_at],
        ['CHANGES', (one) => one.changes],
      ]).concat(moreOf(page)),
    );
    return undefined;
  });
}

interface RollbackFlags {
  readonly to?: number;
  readonly yes?: boolean;
}

function addRollback(agent: Command): void {
  const command = agent
    .command('rollback')
    .description('Go back to an earlier version; what it was becomes the newest.')
    .argument('<name>', 'the agent')
    .option('--to <number>', 'which; else the one before', readCount)
    .addOption(yesOption())
    .addHelpText('after', '\nExample:\n  caxton agent rollback Analyst --to 3');
  act<RollbackFlags>(command, async (run) => {
    const name = run.arg(0);
    const { to } = run.flags;
    await askFirst(
      run,
      `Take ${name} back to ${to === undefined ? 'the version before' : `version ${String(to)}`}?`,
    );
    const client = await run.client();
    const body = to === undefined ? {} : { version_number: to };
    run.terminal.show(
      await client.versions.rollBack(name, body),
      (done) =>
        `${name} is as it was in version ${String(done.restored_from)}, as version ${String(done.version_number)}.\n`,
    );
    return undefined;
  });
}
