import { Client } from 'pg';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { describeWith } from '../../../../test/support/test-servers.js';
import { IdentityChanges } from '../access/identity-changes.js';
import { localPrincipal } from '../access/principal.js';
import { AuditLog } from '../audit/audit-log.js';
import { PasswordHashes } from '../passwords/password-hashes.js';
import { Users } from '../users/users.js';
import { Workspaces } from './workspaces.js';

describeWith(['postgres'], 'a workspace that is removed', () => {
  let opened: MigratedDatabase;
  let client: Client;
  let workspaces: Workspaces;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    client = new Client({ connectionString: opened.url });
    await client.connect();
    const changes = new IdentityChanges({
      publish: () => undefined,
      subscribe: () => () => undefined,
    });
    const users = new Users(
      opened.database,
      new PasswordHashes(),
      changes,
      new AuditLog(opened.database),
    );
    workspaces = new Workspaces(opened.database, users, changes);
    for (const name of ['acme', 'other']) {
      await workspaces.create(localPrincipal, { name, admin: `${name}-admin` });
      await fill(name);
    }
  });
  afterAll(async () => {
    await client.end();
    await opened.close();
  });

  /** An agent with mail in a conversation, and a file. */
  async function fill(name: string): Promise<void> {
    for (const sql of [
      `insert into agents (id, workspace_id, name, kind) values ('agt-' || $1, $1, 'A', 'code')`,
      `insert into agent_versions (agent_id, number, version, configuration)
       select 'agt-' || $1, n, '1.0.0', '{}' from generate_series(1, 3) n`,
      `insert into conversations (workspace_id, id, pending) values ($1, 'talk', 1)`,
      `insert into artifact_blobs (id, workspace_id, place, refs, hash, unclaimed_until)
       values ('blob-' || $1, $1, 'database', 1, 'hash', 'infinity')`,
      `insert into audit_heads (workspace_id, seq, hash) values ($1, 1, 'hash')`,
    ]) {
      await client.query(sql, [name]);
    }
  }

  /** How many rows of it each table has, where there are any. */
  async function rowsOf(name: string): Promise<Record<string, number>> {
    const { rows: tables } = await client.query<{ table: string }>(
      `select table_name as table from information_schema.columns
       where column_name = 'workspace_id' and table_schema = 'public'`,
    );
    const counts: Record<string, number> = {};
    for (const { table } of tables) {
      const text = `select count(*)::int as count from "${table}" where workspace_id = $1`;
      const { rows } = await client.query<{ count: number }>(text, [name]);
      if (rows[0] !== undefined && rows[0].count > 0) counts[table] = rows[0].count;
    }
    return counts;
  }

  const full = {
    ...{ agents: 1, agent_versions: 3, artifact_blobs: 1, audit_heads: 1 },
    ...{ conversations: 1, tallies: 1, users: 1 },
  };

  it('is left alone while something is in it and nobody confirms', async () => {
    await expect(workspaces.remove(localPrincipal, 'acme', false)).rejects.toMatchObject({
      code: 'WORKSPACE_NOT_EMPTY',
    });
    expect(await rowsOf('acme')).toEqual(full);
  });

  it('is not removed by whoever is bounded by grants: more was granted to those in it', async () => {
    const bounded = { ...localPrincipal, grants: { capabilities: ['data-*'] } };
    await expect(workspaces.remove(bounded, 'other', true)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await rowsOf('other')).toEqual(full);
  });

  it('leaves nothing but its audit log and what the collector of files takes, also of a turn that commits meanwhile', async () => {
    await client.query(`
      create function commit_late() returns trigger language plpgsql as $$
        begin
          insert into agent_capabilities (agent_id, workspace_id, capability, position)
          values ('agt-acme', old.workspace_id, 'late', 1);
          return old;
        end $$`);
    await client.query(
      'create trigger late after delete on conversations for each row execute function commit_late()',
    );

    expect(await workspaces.remove(localPrincipal, 'acme', true)).toEqual({
      ...{ name: 'acme', status: 'removed', rows: 7 },
    });
    expect(await rowsOf('acme')).toEqual({ artifact_blobs: 1, audit_heads: 1 });
    const { rows } = await client.query(`select refs from artifact_blobs where id = 'blob-acme'`);
    expect(rows).toEqual([{ refs: 0 }]);
    expect(await rowsOf('other')).toEqual(full);
  });
});
