import type { QueryRunner } from 'typeorm';
import { appRole } from './app-role.js';
import { workspaceSetting } from './workspace-setting.js';

/*
 * The net under the checks: a statement that forgets `where workspace_id = …` sees the rows of its own
 * workspace all the same, and one whose connection was told no workspace sees none (ADR-0017).
 */

/**
 * In a subquery, so that it is asked once per statement and not once per row. Our connections begin with the empty
 * setting: they were told of no workspace. One that has none at all never heard of the net: a process of the version
 * before, which runs on beside this one, or the owner at a prompt. Such never take the role, which is told nothing then.
 */
const told = `(select coalesce(current_setting('${workspaceSetting}', true),
  case when current_user = '${appRole}' then '' else '*' end))`;

/** A CASE, because the planner takes it for what it is to a statement: a check that nothing fails. */
const own = `case ${told} when '*' then true else workspace_id = ${told} end`;

/** Here `*` instead of a workspace says that the row is everybody's who has one. */
const ownOrShared = `case ${told}
  when '*' then true when '' then false else workspace_id in (${told}, '*') end`;

/** Workers, and memories of the scope `global`, belong to no workspace. */
const isShared = (table: string): boolean => table === 'workers' || table.startsWith('memory_');

/** Its name changes with what it says, so that a start sees which tables have that of an earlier version. */
const policy = 'workspace_told';

const findUnguarded = `
  select c.relname as table, format('%I.%I', n.nspname, c.relname) as name
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
  where c.relkind in ('r', 'p') and n.nspname = current_schema()
    and not (c.relrowsecurity and c.relforcerowsecurity and exists (
      select from pg_policy p where p.polrelid = c.oid and p.polname = '${policy}'))
  order by c.relname`;

/**
 * Puts every table that has a workspace under the net, those of later migrations too: at each start, so that none can
 * be forgotten. A table is locked for a moment, and the locks are not held together.
 */
export async function guardTables(runner: QueryRunner): Promise<void> {
  const tables = (await runner.query(findUnguarded)) as { table: string; name: string }[];
  for (const { table, name } of tables) {
    const sees = isShared(table) ? ownOrShared : own;
    await runner.query(`
      drop policy if exists workspace on ${name};
      drop policy if exists ${policy} on ${name};
      create policy ${policy} on ${name} using (${sees}) with check (${sees});
      alter table ${name} enable row level security, force row level security`);
  }
}
