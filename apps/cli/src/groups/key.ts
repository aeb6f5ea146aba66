import type { Command } from 'commander';
import type { BodyOf } from '#client';
import { act } from '../run/act.js';
import { readNames, yesOption } from '../run/arguments.js';
import { askFirst } from '../run/ask-first.js';
import { facts, table } from '../show/table.js';

interface CreateFlags {
  readonly scopes: string[];
  readonly networks?: string[];
  readonly expires?: string;
  readonly grants?: string;
}

/** Adds `caxton key`: credentials of programs. */
export function addKeyCommands(program: Command): void {
  const key = program
    .command('key')
    .alias('keys')
    .description('API keys: credentials of programs.');
  addList(key);
  addCreate(key);
  addRotate(key);
  addRevoke(key);
}

function addList(key: Command): void {
  act(key.command('list').description('List the keys.'), async (run) => {
    run.terminal.show(await (await run.client()).keys.list(), ({ keys }) =>
      table(keys, [
        ['ID', ({ key_id: id }) => id],
        ['NAME', ({ name }) => name],
        ['STATUS', ({ status }) => status],
        ['BEGINS', ({ prefix }) => prefix],
        ['SCOPES', ({ scopes }) => scopes],
        ['LAST USED', ({ last_used_at: at }) => at],
        ['EXPIRES', ({ expires_at: at }) => at],
      ]),
    );
    return undefined;
  });
}

function addCreate(key: Command): void {
  const command = key
    .command('create')
    .description('Make a key. It is shown once.')
    .argument('<name>', 'what it is for')
    .requiredOption('--scopes <names>', 'what it may do, comma-separated: agents:read,…', readNames)
    .option('--networks <list>', 'from where, comma-separated: 10.0.0.0/8', readNames)
    .option('--expires <time>', 'when it ends: 2027-01-01T00:00:00Z')
    .option('--grants <json>', 'of which agents and capabilities; @file reads a file')
    .addHelpText(
      'after',
      '\nExample:\n  caxton key create ci --scopes agents:read,agents:write --json | jq -r .key',
    );
  act<CreateFlags>(command, async (run) => {
    const body = await composeCreation(run.arg(0), run.flags);
    run.terminal.show(await (await run.client()).keys.create(body), (made) => facts({ ...made }));
    run.terminal.note('The key is shown here and never again.');
    return undefined;
  });
}

async function composeCreation(name: string, flags: CreateFlags): Promise<BodyOf<'createKey'>> {
  const { readObjectArgument } = await import('../run/read-input.js');
  const { scopes, networks, expires, grants } = flags;
  return {
    ...{ name, scopes },
    ...(networks === undefined ? {} : { networks }),
    ...(expires === undefined ? {} : { expires_at: expires }),
    ...(grants === undefined ? {} : { grants: await readObjectArgument('--grants', grants) }),
  } as BodyOf<'createKey'>;
}

function addRotate(key: Command): void {
  const command = key
    .command('rotate')
    .description('Replace a key; the old one is taken for a while yet. The new one is shown once.')
    .argument('<id>', 'the key')
    .option('--grace <duration>', 'how long the old one is taken: 1h');
  act<{ readonly grace?: string }>(command, async (run) => {
    const { grace } = run.flags;
    const client = await run.client();
    const made = await client.keys.rotate(run.arg(0), grace === undefined ? {} : { grace });
    run.terminal.show(made, (shown) => facts({ ...shown }));
    run.terminal.note('The key is shown here and never again.');
    return undefined;
  });
}

function addRevoke(key: Command): void {
  const command = key
    .command('revoke')
    .description('End a key, at once.')
    .argument('<id>', 'the key')
    .addOption(yesOption());
  act<{ readonly yes?: boolean }>(command, async (run) => {
    const id = run.arg(0);
    await askFirst(run, `End the key ${id}?`);
    run.terminal.show(await (await run.client()).keys.revoke(id), () => `${id} is revoked.\n`);
    return undefined;
  });
}
