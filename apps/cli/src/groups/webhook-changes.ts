import type { Command } from 'commander';
import type { BodyOf } from '#client';
import { act } from '../run/act.js';
import { readNames, yesOption } from '../run/arguments.js';
import { askFirst } from '../run/ask-first.js';
import { facts } from '../show/table.js';

type Registration = BodyOf<'registerWebhook'>;

interface RegisterFlags {
  readonly events: string[];
  readonly description?: string;
  readonly filter?: string;
  readonly tokenFile?: string;
}

/** Adds what makes and changes webhooks. */
export function addWebhookChanges(webhook: Command): void {
  addRegister(webhook);
  addSwitch(webhook, 'enable', 'Have a webhook told of events again.');
  addSwitch(webhook, 'disable', 'Have a webhook told nothing for now.');
  addRotation(webhook);
}

function addRegister(webhook: Command): void {
  const command = webhook
    .command('register')
    .description('Have events sent to a URL. The signing secret is shown once.')
    .argument('<url>', 'where to')
    .requiredOption('--events <names>', 'which, comma-separated: message.response,…', readNames)
    .option('--description <text>', 'what it is for')
    .option('--filter <json>', 'of which agents, capabilities or conversations; @file reads a file')
    .option('--token-file <path>', 'file of a bearer token that is sent along')
    .addHelpText(
      'after',
      '\nExample:\n  caxton webhook register https://example.com/hook --events message.response',
    );
  act<RegisterFlags>(command, async (run) => {
    const body = await composeRegistration(run.arg(0), run.flags);
    const made = await (await run.client()).webhooks.register(body);
    run.terminal.show(made, (shown) => facts({ ...shown }));
    run.terminal.note('The signing secret is shown here and never again.');
    return undefined;
  });
}

async function composeRegistration(url: string, flags: RegisterFlags): Promise<Registration> {
  const { readFile } = await import('node:fs/promises');
  const { readObjectArgument } = await import('../run/read-input.js');
  const { events, description, filter, tokenFile } = flags;
  const token = tokenFile === undefined ? undefined : await readFile(tokenFile, 'utf8');
  return {
    ...{ url, events },
    ...(description === undefined ? {} : { description }),
    ...(filter === undefined ? {} : { filter: await readObjectArgument('--filter', filter) }),
    ...(token === undefined ? {} : { authentication: { type: 'bearer', token: token.trim() } }),
  } as Registration;
}

function addSwitch(webhook: Command, word: 'enable' | 'disable', description: string): void {
  const command = webhook.command(word).description(description).argument('<id>', 'the webhook');
  act(command, async (run) => {
    const changed = await (
      await run.client()
    ).webhooks.change(run.arg(0), {
      enabled: word === 'enable',
    });
    run.terminal.show(changed, ({ webhook_id: id, status }) => `${id} is ${status}.\n`);
    return undefined;
  });
}

function addRotation(webhook: Command): void {
  const command = webhook
    .command('rotate-secret')
    .description('Replace the signing secret; the old one signs along for a day.')
    .argument('<id>', 'the webhook')
    .option('--force', 'also when the last replacement was less than a day ago')
    .addOption(yesOption());
  act<{ readonly force?: boolean; readonly yes?: boolean }>(command, async (run) => {
    const id = run.arg(0);
    await askFirst(run, `Replace the signing secret of ${id}?`);
    const force = run.flags.force === true;
    const made = await (await run.client()).webhooks.rotateSecret(id, { force });
    run.terminal.show(made, (shown) => facts({ ...shown }));
    run.terminal.note('The signing secret is shown here and never again.');
    return undefined;
  });
}
