import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '#platform';
import { findContractions } from './find-contractions.js';

const folder = join(packageRoot(), 'libs/platform/src/database/migrations');
const later = readdirSync(folder)
  .filter((name) => name.endsWith('.migration.ts'))
  .sort()
  .slice(1);

describe('a migration after the first', () => {
  it.each(later.filter((name) => !name.includes('contract')))(
    'lets the version before it go on: %s',
    async (name) => {
      expect(findContractions(await readFile(join(folder, name), 'utf8'))).toEqual([]);
    },
  );

  it.each([
    ['alter table messages drop column hops', 'drop'],
    ['drop index messages_figures', 'drop'],
    ['alter table messages rename column hops to jumps', 'rename'],
    ['alter table messages alter column hops type bigint', 'alter column type'],
    ['alter table messages alter hops set data type bigint', 'alter column type'],
    ['alter table messages alter column error set not null', 'set not null'],
    ['alter table messages add column weight integer not null', 'not null without default'],
    [
      'alter table messages add column a integer not null default 0,\n add b text not null',
      'not null without default',
    ],
    ['create unique index once on messages (sender)', 'unique index on an older table'],
    ['alter table messages add constraint c check (hops < 9)', 'constraint on an older table'],
    ['truncate events', 'truncate'],
  ])('may not say: %s', (sql, what) => {
    expect(findContractions(`const statements = [\`${sql}\`];`)).toEqual([what]);
  });

  it.each([
    'create trigger t before update or truncate on audit_events for each statement execute function f()',
    'create trigger t before truncate on audit_events for each statement execute function f()',
    'alter table messages add column weight integer, add column heavy boolean not null default false',
    'create table steps (id text not null primary key, name text not null, constraint c check (id <> name))',
    'create table steps (id text not null); create unique index steps_once on steps (id)',
    'create index messages_heavy on messages (weight) where (weight is not null)',
  ])('may say: %s', (sql) => {
    expect(
      findContractions(`/** drops nothing, renames nothing */ const s = [\`${sql}\`];`),
    ).toEqual([]);
  });
});
