import { Option, type Command } from 'commander';
import { act } from '../run/act.js';
import { limitOption, readMoment, readNames, yesOption } from '../run/arguments.js';
import { askFirst } from '../run/ask-first.js';
import { listing, moreOf } from '../run/listing.js';
import { facts, table } from '../show/table.js';
import { addWebhookChanges } from './webhook-changes.js';

/** Adds `caxton webhook`: who is told of events. */
export function addWebhookCommands(program: Command): void {
  const webhook = program
    .command('webhook')
    .alias('webhooks')
    .description('Webhooks: URLs that are told of events.');
  addList(webhook);
  addShow(webhook);
  addWebhookChanges(webhook);
  addDelete(webhook);
  addDeliveries(webhook);
  addTest(webhook);
  addRecovery(webhook);
}

function addList(webhook: Command): void {
  act(webhook.command('list').description('List the webhooks.'), async (run) => {
    run.terminal.show(await (await run.client()).webhooks.list(), ({ webhooks }) =>
      table(webhooks, [
        ['ID', ({ webhook_id: id }) => id],
        ['STATUS', ({ status, disabled_reason: why }) => [status, why].filter(Boolean).join(' ')],
        ['WAITING', ({ waiting }) => waiting],
        ['EVENTS', ({ events }) => events],
        ['URL', ({ url }) => url],
      ]),
    );
    return undefined;
  });
}

function addShow(webhook: Command): void {
  const command = webhook
    .command('show')
    .description('Show a webhook.')
    .argument('<id>', 'the webhook');
  act(command, async (run) => {
    const shown = await (await run.client()).webhooks.get(run.arg(0));
    run.terminal.show(shown, (one) => facts({ ...one }));
    return undefined;
  });
}

function addDelete(webhook: Command): void {
  const command = webhook
    .command('delete')
    .description('Remove a webhook: what it has not been told, it is not told any more.')
    .argument('<id>', 'the webhook')
    .addOption(yesOption());
  act<{ readonly yes?: boolean }>(command, async (run) => {
    const id = run.arg(0);
    await askFirst(run, `Remove the webhook ${id}?`);
    run.terminal.show(await (await run.client()).webhooks.remove(id), () => `${id} is removed.\n`);
    return undefined;
  });
}

function addDeliveries(webhook: Command): void {
  const command = webhook
    .command('deliveries')
    .description('List what a webhook was told, and how that went; the newest first.')
    .argument('<id>', 'the webhook')
    .addOption(new Option('--status <status>').choices(['waiting', 'delivered', 'failed']))
    .addOption(limitOption(50));
  act<{ readonly status?: 'waiting' | 'delivered' | 'failed'; readonly limit: number }>(
    command,
    async (run) => {
      const client = await run.client();
      const { status, limit } = run.flags;
      const filter = status === undefined ? {} : { status };
      const page = await listing((next) =>
        client.webhooks.deliveries(run.arg(0), { ...filter, ...next }),
      ).read('deliveries', limit);
      run.terminal.show(page, ({ deliveries }) =>
        table(deliveries, [
          ['ID', ({ delivery_id: id }) => id],
          ['EVENT', ({ event }) => event],
          ['STATUS', (one) => one.status],
          ['ATTEMPTS', ({ attempts }) => attempts.length],
          ['LAST', ({ attempts }) => attempts.at(-1)?.problem ?? attempts.at(-1)?.status],
          ['SINCE', ({ created_at: at }) => at],
        ]).concat(moreOf(page)),
      );
      return undefined;
    },
  );
}

function addTest(webhook: Command): void {
  const command = webhook
    .command('test')
    .description('Have an event sent, to try a webhook out.')
    .argument('<id>', 'the webhook');
  act(command, async (run) => {
    const id = run.arg(0);
    const delivery = await (await run.client()).webhooks.test(id);
    run.terminal.show(delivery, (shown) => facts({ ...shown }));
    run.terminal.note(`How it went: caxton webhook deliveries ${id}`);
    return undefined;
  });
}

function addRecovery(webhook: Command): void {
  const redeliver = webhook
    .command('redeliver')
    .description('Make deliveries again, under the same ids.')
    .argument('<id>', 'the webhook')
    .argument('<deliveries>', 'which, comma-separated', readNames);
  act(redeliver, async (run) => {
    const client = await run.client();
    const [id, ...deliveries] = [run.arg(0), ...run.args.slice(1)];
    const made = [];
    for (const one of deliveries) made.push(await client.webhooks.redeliver(id, one));
    run.terminal.show({ deliveries: made }, () => `${String(made.length)} are made again.\n`);
    return undefined;
  });
  const recover = webhook
    .command('recover')
    .description('Deliver everything that did not get through since a moment.')
    .argument('<id>', 'the webhook')
    .requiredOption(
      '--since <time>',
      'such as 2026-11-26T12:00:00Z, or 12h for twelve hours ago',
      readMoment,
    );
  act<{ readonly since: string }>(recover, async (run) => {
    const { since } = run.flags;
    const done = await (await run.client()).webhooks.recover(run.arg(0), { since });
    run.terminal.show(done, ({ queued }) => `${String(queued)} deliveries wait again.\n`);
    return undefined;
  });
}
