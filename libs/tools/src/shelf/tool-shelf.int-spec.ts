import type { JsonValue } from '#protocol';
import {
  createDataSource,
  defaultWorkspace,
  systemClock,
  type Caller,
  type ChangeChannel,
} from '#platform';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { createGuardedFetch } from '../egress/guarded-fetch.js';
import { toolEntities } from '../index.js';
import { createMemoryTools } from '../memory/memory-tools.js';
import { SecretKeeper } from '../secrets/secret-keeper.js';
import { ToolBox } from '../tool-box.js';
import { ToolRegistry } from './tool-registry.js';
import { ToolShelf } from './tool-shelf.js';

const client: Caller = { workspace: defaultWorkspace, principal: 'api_client' };
const stranger: Caller = { workspace: 'elsewhere', principal: 'api_client' };
const builtIn = new ToolBox(createMemoryTools());
const define = (name: string, more: object = {}): object => ({
  name,
  description: `Does ${name}.`,
  url: 'https://crm.example/',
  ...more,
});

/** The event channel of one process, or of several that share it. */
class SharedChannel implements ChangeChannel {
  private readonly listeners = new Set<(event: JsonValue) => void>();

  publish(_topic: string, event: JsonValue): void {
    for (const listener of this.listeners) listener(event);
  }

  subscribe(_topic: string, listener: (event: JsonValue) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

describe(ToolShelf, () => {
  let opened: MigratedDatabase;
  let channel: SharedChannel;
  let registry: ToolRegistry;
  beforeAll(async () => {
    opened = await createMigratedDatabase();
  });
  afterAll(() => opened.close());
  beforeEach(() => {
    channel = new SharedChannel();
    registry = new ToolRegistry(opened.database, channel, builtIn);
  });

  const openShelf = (heard: ChangeChannel = channel): ToolShelf =>
    new ToolShelf({
      ...{ database: opened.database, channel: heard, clock: systemClock, builtIn },
      fetch: createGuardedFetch(),
      secrets: new SecretKeeper({}),
    });
  const names = async (shelf: ToolShelf, caller = client): Promise<string[]> =>
    (await shelf.of(caller)).box.list().map(({ name }) => name);
  const register = (name: string, more: object = {}): Promise<object> =>
    registry.register(client, define(name, more), ({ definition }) => definition);

  it('says in its entity what the migration made: the schema builder finds nothing to change', async () => {
    const source = createDataSource({
      ...{ url: opened.url, pool: 2, entities: toolEntities, sessionLimits: true },
      onPoolError: () => undefined,
    });
    await source.initialize();
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('holds a registered tool beside the built-in ones, from the answer on, in every process', async () => {
    const [mine, other] = [openShelf(), openShelf()];
    const before = builtIn.list().map(({ name }) => name);
    expect([await names(mine), await names(other)]).toEqual([before, before]);
    await register('one');
    expect([await names(mine), await names(other)]).toEqual([
      [...before, 'one'],
      [...before, 'one'],
    ]);
    expect(await names(mine, stranger)).toEqual(before);
    await registry.replace(client, 'one', { description: 'Other.', url: 'https://other.example/' });
    expect((await other.of(client)).box.find('one')?.description).toBe('Other.');
    await registry.remove(client, 'one');
    expect(await names(other)).toEqual(before);
  });

  it('takes one of twenty registrations of a name', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => register('raced')));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const codes = tries.flatMap((each) =>
      each.status === 'rejected' ? [(each.reason as { code: string }).code] : [],
    );
    expect(new Set(codes)).toEqual(new Set(['TOOL_ALREADY_EXISTS']));
  });

  it('keeps built-in tools as they are, and tells what is not there', async () => {
    const codeOf = (act: Promise<unknown>): Promise<unknown> =>
      act.then(
        () => 'done',
        (error: unknown) => (error as { code: string }).code,
      );
    expect(await codeOf(register('memory_search'))).toBe('TOOL_ALREADY_EXISTS');
    expect(await codeOf(registry.remove(client, 'memory_search'))).toBe('TOOL_NOT_CHANGEABLE');
    expect(await codeOf(registry.replace(client, 'memory_search', define('memory_search')))).toBe(
      'TOOL_NOT_CHANGEABLE',
    );
    expect(await codeOf(registry.remove(client, 'nobody'))).toBe('TOOL_NOT_FOUND');
    expect(await codeOf(registry.replace(client, 'nobody', define('nobody')))).toBe(
      'TOOL_NOT_FOUND',
    );
    expect(await codeOf(registry.replace(client, 'nobody', define('other')))).toBe('INVALID_TOOL');
    await register('theirs');
    expect(await codeOf(registry.remove(stranger, 'theirs'))).toBe('TOOL_NOT_FOUND');
  });
});
