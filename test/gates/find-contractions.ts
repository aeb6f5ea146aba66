interface Rule {
  readonly what: string;
  readonly pattern: RegExp;
}

const rules: readonly Rule[] = [
  { what: 'drop', pattern: /\bdrop\b/ },
  { what: 'rename', pattern: /\brename\b/ },
  // Not that on which a trigger is made.
  { what: 'truncate', pattern: /(?<!\b(?:before|after|or) )\btruncate\b/ },
  { what: 'alter column type', pattern: /\balter\s+(?:column\s+)?\w+\s+(?:set\s+data\s+)?type\b/ },
  { what: 'set not null', pattern: /\bset\s+not\s+null\b/ },
];

/**
 * What in the SQL of a migration would break a process of the version before: it reads and writes
 * the tables that exist, in the shape that it knows. New tables are the migration's own affair.
 */
export function findContractions(source: string): string[] {
  const statements = sqlOf(source);
  const made = new Set(statements.flatMap((sql) => /^create table (\w+)/.exec(sql)?.[1] ?? []));
  return statements.flatMap((sql) => [
    ...rules.filter(({ pattern }) => pattern.test(sql)).map(({ what }) => what),
    ...refusalsOf(sql, made),
  ]);
}

/** The statements in the template literals and strings of a file, in lower case and without comments. */
function sqlOf(source: string): string[] {
  const literals = source.matchAll(/`([^`]*)`|'([^'\n]*)'/g);
  return [...literals]
    .flatMap(([, template, text]) => (template ?? text ?? '').split(';'))
    .map((sql) => sql.replaceAll(/--.*$/gm, ' ').replaceAll(/\s+/g, ' ').trim().toLowerCase())
    .filter((sql) => /^(?:create|alter|drop|truncate|update|delete|do|with|comment)\b/.test(sql));
}

/** What would refuse rows that the version before writes. */
function refusalsOf(sql: string, made: ReadonlySet<string>): string[] {
  const unique = /^create unique index (?:concurrently )?\w+ on (?:only )?(\w+)/.exec(sql)?.[1];
  if (unique !== undefined && !made.has(unique)) return ['unique index on an older table'];
  const table = /^alter table (?:only )?(\w+)/.exec(sql)?.[1];
  if (table === undefined || made.has(table)) return [];
  if (/\badd (?:constraint|unique|primary key|foreign key|check)\b/.test(sql)) {
    return ['constraint on an older table'];
  }
  const columns = sql.split(/,\s*(?=(?:add|alter|drop|rename)\b)/);
  const isDemanding = (column: string): boolean =>
    /\badd\b/.test(column) &&
    /\bnot null\b/.test(column) &&
    !/\b(?:default|generated)\b/.test(column);
  return columns.some(isDemanding) ? ['not null without default'] : [];
}
