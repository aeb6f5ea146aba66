import { changesSettings, mayConcernUs } from './hints.js';
import { scanSql, type Statement } from './scan-sql.js';
import { readStatement } from './read-statement.js';
import type { SqlNote, SqlReading } from './sql-note.js';
import { refusal } from './refusal.js';

/**
 * Reads what a text means for the one session that all connections share, and rewrites what would
 * hit the neighbours: `UNLISTEN *` would silence, `DISCARD ALL` would forget the statements of
 * everybody.
 *
 * @param engineName the name a prepared statement of this connection has in the engine
 * @param isSimple in a simple query, the only kind in which COPY can take data here
 */
export function readSql(
  sql: string,
  engineName: (name: string) => string,
  isSimple: boolean,
): SqlReading {
  if (!mayConcernUs(sql)) return { sql, notes: [] };
  const statements = scanSql(sql);
  const notes: SqlNote[] = changesSettings(sql) ? [{ kind: 'settings' }] : [];
  const edits: { readonly statement: Statement; readonly sql: string }[] = [];
  for (const statement of statements) {
    const meaning = readStatement(sql, statement, engineName);
    if (meaning.refused !== undefined) return { sql: refusal(meaning.refused), notes: [] };
    if (meaning.copy !== undefined) {
      if (isSimple && statements.length === 1) return { sql, notes: [], copy: meaning.copy };
      return { sql: refusal('copy'), notes: [] };
    }
    notes.push(...(meaning.notes ?? []));
    if (meaning.sql !== undefined) edits.push({ statement, sql: meaning.sql });
  }
  return { sql: applyEdits(sql, edits), notes };
}

function applyEdits(
  sql: string,
  edits: readonly { readonly statement: Statement; readonly sql: string }[],
): string {
  let edited = sql;
  for (const { statement, sql: replacement } of [...edits].reverse()) {
    edited = edited.slice(0, statement.start) + replacement + edited.slice(statement.end);
  }
  return edited;
}
