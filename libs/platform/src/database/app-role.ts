import type { QueryRunner } from 'typeorm';

/**
 * Whom the connections of a server act as where their user passes by row-level security (a superuser, or one
 * with BYPASSRLS): a role that nobody can log in as. An owner without these powers is held back by FORCE and needs none.
 */
export const appRole = 'caxton_app';

/** How the connections of a server are kept to their workspace. */
export interface Net {
  /** The role they take, where their user would pass by. */
  readonly role?: string;
  /** False where their user passes by and may not make the role. */
  readonly holds: boolean;
}

interface Powers {
  readonly isSuperuser: boolean;
  readonly passesBy: boolean;
}

const readPowers = `
  select rolsuper as "isSuperuser", rolsuper or rolbypassrls as "passesBy"
  from pg_roles where rolname = current_user`;

/** A neighbour may make it in the same moment, for another database of the same server. */
const makeRole = `
  do $$ begin
    if not exists (select from pg_roles where rolname = '${appRole}') then
      create role ${appRole} nologin nobypassrls;
    end if;
  exception when duplicate_object or unique_violation then null;
  end $$`;

/** What owners may do with their tables, the role may; but what a superuser may besides is not passed on. */
const joinOwners = `
  do $$ declare owner name; begin
    for owner in
      select distinct pg_get_userbyid(relowner) from pg_class
      where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'S')
    loop
      if not pg_has_role('${appRole}', owner, 'USAGE') then
        execute format('grant %I to ${appRole}', owner);
      end if;
    end loop;
    if not has_schema_privilege('${appRole}', current_schema(), 'USAGE') then
      execute format('grant usage on schema %I to ${appRole}', current_schema());
    end if;
  end $$`;

/** A user who is a member of the role cannot be joined by it in turn. */
const grantTables = `
  do $$ begin
    if not pg_has_role(current_user, '${appRole}', 'MEMBER') then
      execute format('grant ${appRole} to %I', current_user);
    end if;
    execute format('grant usage on schema %I to ${appRole}', current_schema());
    execute format('grant select, insert, update, delete on all tables in schema %I to ${appRole}', current_schema());
    execute format('grant usage, select on all sequences in schema %I to ${appRole}', current_schema());
  end $$`;

/**
 * Postgres does not use an index for a condition that might tell of rows which the net holds back. It
 * has not been told that comparing texts with words tells nothing; without that, search by words reads
 * all memories of a place.
 */
const trustWordSearch = `
  do $$ begin
    if not (select proleakproof from pg_proc where oid = 'ts_match_vq(tsvector, tsquery)'::regprocedure) then
      alter function pg_catalog.ts_match_vq(tsvector, tsquery) leakproof;
    end if;
  end $$`;

const attempts = 5;

/** Makes the role where it is needed and allowed. Needs the tables, so it comes after the migrations. */
export async function prepareRole(runner: QueryRunner): Promise<Net> {
  const [powers] = (await runner.query(readPowers)) as Powers[];
  if (powers?.passesBy !== true) return { holds: true };
  const steps = powers.isSuperuser
    ? [makeRole, joinOwners, trustWordSearch]
    : [makeRole, grantTables];
  for (let attempt = 1; ; attempt += 1) {
    try {
      for (const step of steps) await runner.query(step);
      return { role: appRole, holds: true };
    } catch (error) {
      if (attempt < attempts && isLost(error)) continue;
      if (powers.isSuperuser) throw error;
      return { holds: false };
    }
  }
}

/** Roles are shared by all databases of a server: somebody else granted just then. */
const isLost = (error: unknown): boolean =>
  error instanceof Error && /tuple concurrently updated|duplicate key/.test(error.message);
