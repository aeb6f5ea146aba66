import type { Command } from 'commander';
import type { SendFlags } from '../batches/send-batch.js';
import { act } from '../run/act.js';
import { limitOption } from '../run/arguments.js';
import { listing, moreOf } from '../run/listing.js';
import { saidOnly } from '../run/said-only.js';
import { facts, table } from '../show/table.js';

/** Adds `caxton batch`: many messages at once. */
export function addBatchCommands(program: Command): void {
  const batch = program
    .command('batch')
    .alias('batches')
    .description('Batches: many messages that are sent at once.');
  addSend(batch);
  addList(batch);
  addShow(batch);
  addCancel(batch);
}

function addSend(batch: Command): void {
  const command = batch
    .command('send')
    .description('Send up to 500 messages of a file. Ends with 1 when one is refused.')
    .argument('<file>', 'a JSON array, or one message a line; - is the standard input')
    .option('--wait', 'until every message has ended; then 1 also when one failed')
    .option('--idempotency-key <key>', 'your own name of this sending')
    .addHelpText(
      'after',
      [
        '',
        'A message is what POST /api/v1/messages takes:',
        '  {"capability": "word-count", "content": {"text": "one two"}}',
        '',
        'Example:',
        '  caxton batch send messages.jsonl --wait',
      ].join('\n'),
    );
  act<SendFlags>(command, async (run) => {
    const { sendBatch } = await import('../batches/send-batch.js');
    return sendBatch(run);
  });
}

function addList(batch: Command): void {
  const command = batch
    .command('list')
    .description('List the batches, the newest first.')
    .addOption(limitOption(50));
  act<{ readonly limit: number }>(command, async (run) => {
    const client = await run.client();
    const page = await listing((next) => client.batches.list(next)).read(
      'batches',
      run.flags.limit,
    );
    run.terminal.show(page, ({ batches }) =>
      table(batches, [
        ['ID', (one) => one.batch_id],
        ['STATUS', ({ status }) => status],
        ['ACCEPTED', ({ accepted }) => accepted],
        ['REFUSED', ({ refused }) => refused],
        ['CREATED', ({ created }) => created],
        ['COMPLETED', ({ completed }) => completed],
      ]).concat(moreOf(page)),
    );
    return undefined;
  });
}

function addShow(batch: Command): void {
  const command = batch
    .command('show')
    .description('Show how far a batch is, and what became of each message.')
    .argument('<id>', 'the batch')
    .option('--wait', 'until every message has ended');
  act<{ readonly wait?: boolean }>(command, async (run) => {
    const { endingOfBatch, waitForBatch } = await import('../batches/wait-for-batch.js');
    const { renderBatch } = await import('../batches/render-batch.js');
    const client = await run.client();
    const [id, isPatient] = [run.arg(0), run.flags.wait === true];
    const shown = isPatient
      ? await waitForBatch(client, id, run.terminal)
      : await client.batches.get(id, { limit: 500 });
    run.terminal.show(shown, renderBatch);
    return isPatient ? endingOfBatch(shown) : undefined;
  });
}

function addCancel(batch: Command): void {
  const command = batch
    .command('cancel')
    .description('Cancel what is left of a batch; what has ended stays as it is.')
    .argument('<id>', 'the batch')
    .option('--reason <text>', 'why');
  act<{ readonly reason?: string }>(command, async (run) => {
    const { reason } = run.flags;
    const done = await (await run.client()).batches.cancel(run.arg(0), saidOnly({ reason }));
    run.terminal.show(done, ({ batch_id: id, outcome, counts }) =>
      facts({ batch: id, outcome, ...counts }),
    );
    return undefined;
  });
}
