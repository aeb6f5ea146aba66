import { jest } from '@jest/globals';
import { Client } from 'pg';
import {
  createOwnedDatabase,
  createTestDatabase,
  type TestDatabase,
} from '../../../../test/support/databases.js';
import { describeWith } from '../../../../test/support/test-servers.js';
import { systemCaller, type Caller } from './caller.js';
import type { Database } from './database.js';
import { openDatabase } from './open-database.js';
import type { Tx } from './tx.js';

const of = (workspace: string): Caller => ({ workspace, principal: 'api_client' });

/** Statements that forgot whose rows they are after. */
const add = {
  name: 'test.add-conversation',
  text: `insert into conversations (workspace_id, id) values ($1, $2) returning id`,
};
const seeAll = {
  name: 'test.see-all',
  text: `select distinct workspace_id as workspace from conversations order by 1`,
};
const seeEach = {
  name: 'test.see-each',
  text: `select workspace_id as workspace from conversations`,
};
const seeVersions = {
  name: 'test.see-versions',
  text: `select workspace_id as workspace from agent_versions`,
};
const touchAll = {
  name: 'test.touch-all',
  text: `update conversations set created_at = now() returning workspace_id as workspace`,
};
const removeAll = {
  name: 'test.remove-all',
  text: `delete from conversations returning workspace_id as workspace`,
};

interface Seen {
  readonly workspace: string;
  readonly [column: string]: unknown;
}

const open = (url: string, onUnguarded = (): void => undefined): Promise<Database> =>
  openDatabase({
    ...{ url, pool: 3, entities: [], sessionLimits: true, onUnguarded },
    onPoolError: () => undefined,
  });

const migrated = (): Promise<TestDatabase> =>
  createTestDatabase({ migrate: async (url) => (await open(url)).close() });

async function ask<Row extends object>(url: string, ...sql: readonly string[]): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let rows: Row[] = [];
    for (const statement of sql) ({ rows } = await client.query<Row & Seen>(statement));
    return rows;
  } finally {
    await client.end();
  }
}

const distinct = (rows: readonly Seen[]): string[] =>
  [...new Set(rows.map(({ workspace }) => workspace))].sort();

const workspaces = ['a', 'b', "it's \\ c"];

async function fill(database: Database): Promise<void> {
  for (const workspace of workspaces) {
    await database.transaction(of(workspace), (tx) => tx.rows(add, [workspace, workspace]));
  }
}

/** What each of many callers at once sees, by single statements and in transactions. */
async function lookAtOnce(database: Database): Promise<[string, string[]][]> {
  const looks = Array.from({ length: 60 }, async (_, turn): Promise<[string, string[]]> => {
    const workspace = workspaces[turn % workspaces.length] ?? '';
    const look = (tx: Tx): Promise<Seen[]> => tx.rows<Seen>(turn % 4 < 2 ? seeAll : touchAll);
    const how = turn % 2 === 0 ? 'read' : 'transaction';
    return [workspace, distinct(await database[how](of(workspace), look))];
  });
  return Promise.all(looks);
}

describeWith(['postgres'], 'row-level security under a superuser', () => {
  let ground: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    ground = await migrated();
    database = await open(ground.url);
    await fill(database);
  });
  afterAll(async () => {
    await database.close();
    await ground.drop();
  });

  it('is forced on every table whose rows have a workspace, with a policy', async () => {
    const tables = await ask<{ table: string; isForced: boolean; policies: string[] }>(
      ground.url,
      `select c.relname as table, c.relrowsecurity and c.relforcerowsecurity as "isForced",
         array(select polname::text from pg_policy p where p.polrelid = c.oid) as policies
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
       where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace`,
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const table of tables) {
      expect(table).toEqual({ ...table, isForced: true, policies: ['workspace_told'] });
    }
  });

  it('shows a statement that forgets the workspace only that of its caller, however many share a pool', async () => {
    for (const [workspace, seen] of await lookAtOnce(database)) expect(seen).toEqual([workspace]);
  });

  it('shows the server itself all of them', async () => {
    const seen = await database.read(systemCaller, (tx) => tx.rows<Seen>(seeAll));
    expect(distinct(seen)).toEqual([...workspaces].sort());
  });

  it('lets nobody write a row of another workspace, nor remove one', async () => {
    const refused = database.transaction(of('a'), (tx) => tx.rows(add, ['b', 'smuggled']));
    await expect(refused).rejects.toMatchObject({ code: '42501' });
    expect(await database.transaction(of('nobody'), (tx) => tx.rows(removeAll))).toEqual([]);
  });

  it('does not let a transaction that failed tell the next one whose rows it may see', async () => {
    const fails = database.transaction(of('a'), () => Promise.reject(new Error('no')));
    await expect(fails).rejects.toThrow('no');
    for (const [workspace, seen] of await lookAtOnce(database)) expect(seen).toEqual([workspace]);
  });

  it('shows a connection that was told no workspace nothing', async () => {
    const rows = await ask(ground.url, 'set role caxton_app', seeAll.text);
    expect(rows).toEqual([]);
  });

  it('shows it nothing after a transaction that was told one, either', async () => {
    const inTransaction = ['begin', `set local caxton.workspace = 'a'`, seeAll.text, 'commit'];
    const role = 'set role caxton_app';
    expect(await ask(ground.url, role, ...inTransaction, seeAll.text)).toEqual([]);
    const shared = 'select id from workers union all select id from memory_entities';
    expect(await ask(ground.url, role, ...inTransaction, shared)).toEqual([]);
  });

  it('leaves the index of words in memory usable', async () => {
    const plan = await ask<Record<string, string>>(
      ground.url,
      'set role caxton_app',
      `set caxton.workspace = 'a'`,
      'set enable_seqscan = off',
      `explain select id from memory_entities where words @@ plainto_tsquery('english', 'acme')`,
    );
    const text = plan.map((row) => Object.values(row).join()).join('\n');
    expect(text).toContain('memory_entities_words');
  });
});

describeWith(['postgres'], 'row-level security under other users', () => {
  const grounds: TestDatabase[] = [];
  const databases: Database[] = [];

  afterAll(async () => {
    for (const database of databases) await database.close();
    for (const ground of grounds) await ground.drop();
  });

  async function ownedBy(powers: string): Promise<string> {
    const ground = await createOwnedDatabase(powers);
    grounds.push(ground);
    return ground.url;
  }

  async function opened(url: string, onUnguarded?: () => void): Promise<Database> {
    const database = await open(url, onUnguarded);
    databases.push(database);
    await fill(database);
    return database;
  }

  it.each(['nosuperuser', 'bypassrls createrole'])(
    'holds back an owner with the powers: %s',
    async (powers) => {
      const unguarded = jest.fn();
      const database = await opened(await ownedBy(powers), unguarded);
      for (const [workspace, seen] of await lookAtOnce(database)) expect(seen).toEqual([workspace]);
      expect(unguarded).not.toHaveBeenCalled();
    },
  );

  it('is said to hold nobody back where the user passes by and may not make a role', async () => {
    const unguarded = jest.fn();
    await opened(await ownedBy('bypassrls'), unguarded);
    expect(unguarded).toHaveBeenCalledTimes(1);
  });

  it('lets the next start bring the schema up to date, as the owner', async () => {
    const url = await ownedBy('nosuperuser');
    await (await open(url)).close();
    const database = await opened(url);
    const seen = await database.read(of('b'), (tx) => tx.rows<Seen>(seeAll));
    expect(distinct(seen)).toEqual(['b']);
  });

  it('lets a process of the version before, whose connections are told nothing ever, work on', async () => {
    const url = await ownedBy('nosuperuser');
    const database = await opened(url);
    expect(distinct(await ask<Seen>(url, seeAll.text))).toEqual([...workspaces].sort());
    const written = `insert into conversations (workspace_id, id) values ('b', 'of the version before')`;
    await ask(url, written);
    expect(await ask<Seen>(url, touchAll.text)).toHaveLength(workspaces.length + 1);
    const seen = await database.read(of('b'), (tx) => tx.rows<Seen>(seeEach));
    expect(seen).toHaveLength(2);
  });

  it('shows a connection of this version that was told no workspace nothing, also as the owner', async () => {
    const url = new URL(await ownedBy('nosuperuser'));
    await opened(url.href);
    url.searchParams.set('options', '-c caxton.workspace=');
    expect(await ask(url.href, seeAll.text)).toEqual([]);
    expect(
      await ask(url.href, 'begin', `set caxton.workspace = 'a'`, 'rollback', seeAll.text),
    ).toEqual([]);
  });

  it('replaces the policies of an earlier version', async () => {
    const url = await ownedBy('nosuperuser');
    const database = await opened(url);
    await ask(
      url,
      'drop policy workspace_told on conversations',
      'create policy workspace on conversations using (true)',
    );
    await (await open(url)).close();
    const seen = await database.read(of('a'), (tx) => tx.rows<Seen>(seeAll));
    expect(distinct(seen)).toEqual(['a']);
  });

  it('gives a version of an agent that the version before adds the workspace of its agent', async () => {
    const url = await ownedBy('nosuperuser');
    const database = await opened(url);
    await ask(
      url,
      `insert into agents (id, workspace_id, name, kind) values ('agt-1', 'a', 'A', 'code')`,
    );
    await ask(
      url,
      `insert into agent_versions (agent_id, number, version, configuration)
       values ('agt-1', 1, '1.0.0', '{}')`,
    );
    const look = (workspace: string): Promise<Seen[]> =>
      database.read(of(workspace), (tx) => tx.rows<Seen>(seeVersions));
    expect([await look('a'), await look('b')]).toEqual([[{ workspace: 'a' }], []]);
  });

  it('does not take a connection for told by a transaction that Postgres took back', async () => {
    const database = await open(await ownedBy('nosuperuser'), undefined);
    databases.push(database);
    await fill(database);
    await database.transaction(of('a'), async (tx) => {
      await tx.rows({ name: 'test.wrong', text: 'select 1 / 0' }).catch(() => undefined);
    });
    const looks = Array.from({ length: 6 }, () =>
      database.read(of('a'), (tx) => tx.rows<Seen>(seeAll)),
    );
    for (const seen of await Promise.all(looks)) expect(distinct(seen)).toEqual(['a']);
  });
});
