import { Option, type Command } from 'commander';
import { act } from '../run/act.js';
import { limitOption, readCount } from '../run/arguments.js';
import { listing, moreOf } from '../run/listing.js';
import { facts, table } from '../show/table.js';
import { addKeepingCommands } from './conversation-keeping.js';

interface ListFlags {
  readonly status?: 'active' | 'completed' | 'archived';
  readonly participant?: string;
  readonly limit: number;
}

/** Adds `caxton conversation`: what was said. */
export function addConversationCommands(program: Command): void {
  const conversation = program
    .command('conversation')
    .alias('conversations')
    .description('Conversations: what was said.');
  addList(conversation);
  addShow(conversation);
  addFollow(conversation);
  addCancel(conversation);
  addKeepingCommands(conversation);
}

function addList(conversation: Command): void {
  const command = conversation
    .command('list')
    .description('List the conversations, the newest first.')
    .addOption(new Option('--status <status>').choices(['active', 'completed', 'archived']))
    .option('--participant <name>', 'only those in which somebody of this name has part')
    .addOption(limitOption(50));
  act<ListFlags>(command, async (run) => {
    const { status, participant, limit } = run.flags;
    const client = await run.client();
    const filter = {
      ...(status === undefined ? {} : { status }),
      ...(participant === undefined ? {} : { participant }),
    };
    const page = await listing((next) => client.conversations.list({ ...filter, ...next })).read(
      'conversations',
      limit,
    );
    run.terminal.show(page, ({ conversations }) =>
      table(conversations, [
        ['ID', ({ id }) => id],
        ['STATUS', (one) => one.status],
        ['MESSAGES', ({ message_count: count }) => count],
        ['PARTICIPANTS', ({ participants }) => participants],
        ['LAST', ({ last_activity: last }) => last],
      ]).concat(moreOf(page)),
    );
    return undefined;
  });
}

function addShow(conversation: Command): void {
  const command = conversation
    .command('show')
    .description('Show the messages of a conversation.')
    .argument('<id>', 'the conversation')
    .addOption(limitOption(100));
  act<{ readonly limit: number }>(command, async (run) => {
    const { renderMessage } = await import('../conversations/render-message.js');
    const client = await run.client();
    const id = run.arg(0);
    const page = await listing((next) => client.conversations.get(id, next)).read(
      'messages',
      run.flags.limit,
    );
    run.terminal.show(page, (shown) =>
      [
        facts({ id, status: shown.status, pending: shown.pending, messages: shown.message_count }),
        ...shown.messages.map((message) => `\n${renderMessage(message)}`),
        moreOf(page),
      ].join(''),
    );
    return undefined;
  });
}

function addFollow(conversation: Command): void {
  const command = conversation
    .command('follow')
    .description('Show what happens in a conversation, as it happens, until it is completed.')
    .argument('<id>', 'the conversation')
    .option('--after <number>', 'only events after this one', readCount)
    .option('--keep-open', 'go on when it is completed; Ctrl-C ends it')
    .addHelpText('after', '\nWith --json each event is one line of JSON.');
  act<{ readonly after?: number; readonly keepOpen?: boolean }>(command, async (run) => {
    const { followConversation } = await import('../conversations/follow-conversation.js');
    const { after, keepOpen = false } = run.flags;
    const from = after === undefined ? {} : { after };
    await followConversation(run, await run.client(), run.arg(0), { ...from, keepOpen });
    return undefined;
  });
}

function addCancel(conversation: Command): void {
  const command = conversation
    .command('cancel')
    .description('Cancel everything that is open in a conversation.')
    .argument('<id>', 'the conversation')
    .option('--reason <text>', 'why');
  act<{ readonly reason?: string }>(command, async (run) => {
    const { reason } = run.flags;
    const client = await run.client();
    const body = reason === undefined ? {} : { reason };
    run.terminal.show(await client.conversations.cancel(run.arg(0), body), (shown) =>
      facts({ ...shown }),
    );
    return undefined;
  });
}
