import { Option, type Command } from 'commander';
import { act } from '../run/act.js';
import { limitOption } from '../run/arguments.js';
import { listing, moreOf } from '../run/listing.js';
import { facts, table } from '../show/table.js';

const scopes = ['agent', 'conversation', 'workspace', 'global'] as const;

interface PlaceFlags {
  readonly agent?: string;
  readonly scope?: (typeof scopes)[number];
  readonly conversation?: string;
}

/** An agent's memory: every question is asked as one agent would. */
interface OwnedFlags extends PlaceFlags {
  readonly agent: string;
}

/** Adds what asks a memory. */
export function addMemoryQueries(memory: Command): void {
  addSearch(memory);
  addStats(memory);
  addEntities(memory);
  addEntity(memory);
}

const withPlace = (command: Command): Command =>
  command
    .addOption(
      new Option('--scope <scope>', 'whose memory; else as the agent has it').choices(scopes),
    )
    .option('--conversation <id>', 'of this conversation, whose scope it is');

const withOwner = (command: Command): Command =>
  withPlace(command.requiredOption('--agent <name>', 'as this agent sees it'));

/** Whose memory is meant, as the API says it. */
function placeOf({ scope, conversation }: PlaceFlags): {
  readonly memory_scope?: (typeof scopes)[number];
  readonly conversation_id?: string;
} {
  return {
    ...(scope === undefined ? {} : { memory_scope: scope }),
    ...(conversation === undefined ? {} : { conversation_id: conversation }),
  };
}

const ownPlaceOf = (
  flags: OwnedFlags,
): { readonly agent_id: string } & ReturnType<typeof placeOf> => ({
  agent_id: flags.agent,
  ...placeOf(flags),
});

interface SearchFlags extends OwnedFlags {
  readonly limit: number;
  readonly mode?: 'semantic' | 'keyword' | 'hybrid';
}

function addSearch(memory: Command): void {
  const command = memory
    .command('search')
    .description('Find what is remembered about a matter.')
    .argument('<query>', 'the matter, in words')
    .addOption(new Option('--mode <mode>').choices(['semantic', 'keyword', 'hybrid']))
    .addOption(limitOption(10))
    .addHelpText(
      'after',
      '\nExample:\n  caxton memory search "how does Acme like to be called" --agent Assistant',
    );
  act<SearchFlags>(withOwner(command), async (run) => {
    const { limit, mode } = run.flags;
    const asked = { query: run.arg(0), limit, ...ownPlaceOf(run.flags) };
    const client = await run.client();
    const found = await client.memory.search({ ...asked, ...(mode === undefined ? {} : { mode }) });
    run.terminal.show(found, ({ results }) =>
      table(results, [
        ['ENTITY', (one) => one.entity_name],
        ['TYPE', (one) => one.entity_type],
        ['SIMILARITY', (one) => one.similarity_score],
        ['OBSERVATIONS', (one) => one.observations],
      ]),
    );
    return undefined;
  });
}

function addStats(memory: Command): void {
  const command = memory
    .command('stats')
    .description('Tell how much is remembered, by scope.')
    .option('--agent <name>', 'by this agent');
  act<PlaceFlags>(withPlace(command), async (run) => {
    const { agent } = run.flags;
    const of = agent === undefined ? {} : { agent_id: agent };
    const stats = await (await run.client()).memory.stats({ ...of, ...placeOf(run.flags) });
    run.terminal.show(stats, (shown) =>
      [
        facts({ ...shown.global_stats }),
        '\n',
        table(shown.scope_breakdown, [
          ['SCOPE', (one) => one.memory_scope],
          ['ENTITIES', (one) => one.entity_count],
          ['RELATIONS', (one) => one.relation_count],
          ['AGENTS', (one) => one.active_agents],
          ['MB', (one) => one.storage_size_mb],
        ]),
      ].join(''),
    );
    return undefined;
  });
}

interface EntitiesFlags extends OwnedFlags {
  readonly type?: string;
  readonly limit: number;
}

function addEntities(memory: Command): void {
  const command = memory
    .command('entities')
    .description('List what is remembered, the newest first.')
    .option('--type <type>', 'only entities of this type')
    .addOption(limitOption(50));
  act<EntitiesFlags>(withOwner(command), async (run) => {
    const { type, limit } = run.flags;
    const filter = {
      ...ownPlaceOf(run.flags),
      ...(type === undefined ? {} : { entity_type: type }),
    };
    const client = await run.client();
    const page = await listing((next) => client.memory.entities({ ...filter, ...next })).read(
      'entities',
      limit,
    );
    run.terminal.show(page, ({ entities }) =>
      table(entities, [
        ['ENTITY', (one) => one.entity_name],
        ['TYPE', (one) => one.entity_type],
        ['SCOPE', (one) => one.memory_scope],
        ['FACTS', (one) => one.observation_count],
        ['UPDATED', (one) => one.updated_at],
      ]).concat(moreOf(page)),
    );
    return undefined;
  });
}

function addEntity(memory: Command): void {
  const command = memory
    .command('entity')
    .description('Show an entity with all its facts.')
    .argument('<name>', 'its name or id');
  act<OwnedFlags>(withOwner(command), async (run) => {
    const client = await run.client();
    const found = await client.memory.entity(run.arg(0), ownPlaceOf(run.flags));
    run.terminal.show(found, ({ observations, ...entity }) =>
      [
        facts({ name: entity.entity_name, type: entity.entity_type, scope: entity.memory_scope }),
        '\n',
        table(observations, [
          ['STATE', (one) => one.state],
          ['CONFIDENCE', (one) => one.confidence],
          ['FACT', (one) => one.content],
        ]),
      ].join(''),
    );
    return undefined;
  });
}
