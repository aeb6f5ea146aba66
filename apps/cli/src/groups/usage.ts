import type { Command } from 'commander';
import { act } from '../run/act.js';
import { limitOption, readMoment } from '../run/arguments.js';
import { listing, moreOf } from '../run/listing.js';
import { saidOnly } from '../run/said-only.js';

interface UsageFlags {
  readonly by: string;
  readonly from?: string;
  readonly to?: string;
  readonly agent?: string;
  readonly capability?: string;
  readonly sender?: string;
  readonly limit: number;
}

/** Adds `caxton usage`. */
export function addUsageCommand(program: Command): void {
  const command = program
    .command('usage')
    .description('Tell what happened in a time, and what it cost.')
    .option(
      '--by <names>',
      'told apart by up to three of agent, version, capability, sender, model, day, hour; or by conversation',
      'agent',
    )
    .option(
      '--from <time>',
      'such as 2026-11-01, or 7d for a week ago; 30 days if not said',
      readMoment,
    )
    .option('--to <time>', 'now if not said', readMoment)
    .option('--agent <name>', 'only of this agent')
    .option('--capability <name>', 'only of this capability')
    .option('--sender <id>', 'only of what goes back to this user or key')
    .addOption(limitOption())
    .addHelpText(
      'after',
      [
        '',
        'Examples:',
        '  caxton usage',
        '  caxton usage --by agent,day --from 7d',
        '  caxton usage --by model --from 2026-11-01 --json | jq "[.groups[].figures.cost] | add"',
      ].join('\n'),
    );
  act<UsageFlags>(command, async (run) => {
    const { renderUsage } = await import('../usage/render-usage.js');
    const { by, limit, from, to, agent, capability, sender } = run.flags;
    const client = await run.client();
    const query = { group_by: by, ...saidOnly({ from, to, agent, capability, sender }) };
    const page = await listing((next) => client.server.usage({ ...query, ...next })).read(
      'groups',
      limit,
    );
    run.terminal.show(page, (usage) => renderUsage(usage).concat(moreOf(page)));
    return undefined;
  });
}
