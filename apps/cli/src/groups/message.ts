import { Option, type Command } from 'commander';
import { act } from '../run/act.js';
import { readDuration } from '../run/arguments.js';
import { facts } from '../show/table.js';

/** Adds `caxton message`: saying something. */
export function addMessageCommands(program: Command): void {
  const message = program
    .command('message')
    .alias('messages')
    .description('Messages: say something to a capability.');
  addSend(message);
  addShow(message);
  addCancel(message);
}

function addSend(message: Command): void {
  const command = message
    .command('send')
    .description('Send a message. Sent again, with the same --idempotency-key, it is stored once.')
    .argument('[text]', 'what is asked; stands as `request` in the content')
    .option('--capability <name>', 'who can do this is to answer')
    .option('--to <agent>', 'this agent is to answer')
    .option('--content <json>', 'the content as JSON; @file reads a file, - the standard input')
    .option('--performative <word>', 'what it is meant to do', 'request')
    .option('--conversation <id>', 'the conversation; else a new one')
    .addOption(
      new Option(
        '--wait [duration]',
        'wait for the reply, 5m if not said; ends with 1 when that is a refusal or a failure',
      )
        .argParser(readDuration)
        .preset('5m'),
    )
    .option('--follow', 'show what happens until the conversation is completed')
    .option('--timeout <duration>', 'after so long nobody needs an answer any more: 30s, 2h')
    .option('--dry-run', 'tell where it would go, and send nothing')
    .option('--idempotency-key <key>', 'your own name of this sending')
    .addHelpText(
      'after',
      [
        '',
        'Examples:',
        '  caxton message send --capability data-analysis "How did sales go?" --wait',
        '  caxton message send --capability data-analysis --content @question.json --follow',
        '  caxton message send --capability word-count --content \'{"text": "a b"}\' --wait 10s --json',
      ].join('\n'),
    );
  act(command, async (run) => {
    const { sendMessage } = await import('../messages/send-message.js');
    return sendMessage(run);
  });
}

function addShow(message: Command): void {
  const command = message
    .command('show')
    .description('Show what became of a message.')
    .argument('<id>', 'the message');
  act(command, async (run) => {
    const found = await (await run.client()).messages.get(run.arg(0));
    run.terminal.show(found, (shown) =>
      facts({
        ...{ id: shown.id, status: shown.status, performative: shown.performative },
        ...{ conversation: shown.conversation_id, sender: shown.sender, agent: shown.routed_to },
        ...{ attempts: shown.attempts, accepted: shown.timings.accepted_at },
        ...{ settled: shown.timings.settled_at, error: shown.error, content: shown.content },
        replies: shown.replies.length === 0 ? undefined : shown.replies,
      }),
    );
    return undefined;
  });
}

function addCancel(message: Command): void {
  const command = message
    .command('cancel')
    .description('Cancel a message and what it caused.')
    .argument('<id>', 'the message')
    .option('--reason <text>', 'why');
  act<{ readonly reason?: string }>(command, async (run) => {
    const { reason } = run.flags;
    const client = await run.client();
    const outcome = await client.messages.cancel(
      run.arg(0),
      reason === undefined ? {} : { reason },
    );
    run.terminal.show(outcome, (shown) => facts({ ...shown }));
    return undefined;
  });
}
