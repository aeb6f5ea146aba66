import { Option, type Command } from 'commander';
import type { AnswerOf } from '#client';
import { act } from '../run/act.js';
import { limitOption } from '../run/arguments.js';
import { listing, moreOf } from '../run/listing.js';
import { readObjectArgument } from '../run/read-input.js';
import { saidOnly } from '../run/said-only.js';
import { facts, table } from '../show/table.js';

const standings = ['pending', 'approved', 'edited', 'denied', 'expired', 'withdrawn'] as const;

interface ListFlags {
  readonly status: (typeof standings)[number] | 'all';
  readonly agent?: string;
  readonly conversation?: string;
  readonly limit: number;
}

type Approval = AnswerOf<'getApproval'>;

/** Adds `caxton approval`: what people have to decide. */
export function addApprovalCommands(program: Command): void {
  const approval = program
    .command('approval')
    .alias('approvals')
    .description('Approvals: what agents may do only when somebody says so.');
  addList(approval);
  addShow(approval);
  addApprove(approval);
  addDeny(approval);
}

function addList(approval: Command): void {
  const command = approval
    .command('list')
    .description('List what waits for a decision.')
    .addOption(
      new Option('--status <status>', 'those that stand so')
        .choices([...standings, 'all'])
        .default('pending'),
    )
    .option('--agent <name>', 'only what this agent asks for')
    .option('--conversation <id>', 'only of this conversation')
    .addOption(limitOption(50));
  act<ListFlags>(command, async (run) => {
    const { status: asked, agent, conversation, limit } = run.flags;
    const client = await run.client();
    const status = asked === 'all' ? undefined : asked;
    const query = saidOnly({ status, agent, conversation });
    const page = await listing((next) => client.approvals.list({ ...query, ...next })).read(
      'approvals',
      limit,
    );
    run.terminal.show(page, ({ approvals }) =>
      table(approvals, [
        ['ID', ({ id }) => id],
        ['STATUS', (one) => one.status],
        ['AGENT', (one) => one.agent],
        ['WANTS', ({ name }) => name],
        ['WITH', (one) => one.arguments],
        ['UNTIL', (one) => one.expires_at],
      ]).concat(moreOf(page)),
    );
    return undefined;
  });
}

function addShow(approval: Command): void {
  const command = approval
    .command('show')
    .description('Show what an agent wants to do, with what, and why it has to ask.')
    .argument('<id>', 'the approval');
  act(command, async (run) => {
    const shown = await (await run.client()).approvals.get(run.arg(0));
    run.terminal.show(shown, ({ approval_id: _same, argument_schema: _schema, ...one }) =>
      facts({ ...one }),
    );
    return undefined;
  });
}

function addApprove(approval: Command): void {
  const command = approval
    .command('approve')
    .description('Let an agent do it, as it wants to or with other arguments.')
    .argument('<id>', 'the approval')
    .option('--arguments <json>', 'what it is to be done with instead; @file reads a file')
    .option('--reason <text>', 'why');
  act<{ readonly arguments?: string; readonly reason?: string }>(command, async (run) => {
    const { arguments: edited, reason } = run.flags;
    const body =
      edited === undefined
        ? ({ decision: 'approve' } as const)
        : {
            decision: 'edit' as const,
            arguments: await readObjectArgument('--arguments', edited),
          };
    const client = await run.client();
    const decided = await client.approvals.decide(run.arg(0), { ...body, ...saidOnly({ reason }) });
    run.terminal.show(decided, renderDecided);
    return undefined;
  });
}

function addDeny(approval: Command): void {
  const command = approval
    .command('deny')
    .alias('reject')
    .description('Do not let an agent do it; it is told why, and goes on without.')
    .argument('<id>', 'the approval')
    .option('--reason <text>', 'why');
  act<{ readonly reason?: string }>(command, async (run) => {
    const { reason } = run.flags;
    const client = await run.client();
    const decided = await client.approvals.decide(run.arg(0), {
      ...{ decision: 'deny' },
      ...saidOnly({ reason }),
    });
    run.terminal.show(decided, renderDecided);
    return undefined;
  });
}

const renderDecided = ({ id, status, agent, name }: Approval): string =>
  `${id} is ${status}: ${name}, asked for by ${agent}.\n`;
