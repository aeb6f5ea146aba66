import type { Refusal } from './refusal.js';
import type { Statement, Word } from './scan-sql.js';
import type { SqlNote } from './sql-note.js';

/** What one statement means for the shared session. */
export interface StatementMeaning {
  readonly notes?: readonly SqlNote[];
  /** What the engine shall run instead of it. */
  readonly sql?: string;
  readonly copy?: { readonly isBinary: boolean };
  readonly refused?: Refusal;
}

type EngineName = (name: string) => string;
type Reader = (statement: Statement, sql: string, engineName: EngineName) => StatementMeaning;

const nothing: StatementMeaning = {};

/** Nobody listens here, so nobody is silenced, and the client is answered UNLISTEN. */
const unlistenNobody = 'unlisten "caxton nobody"';

/** Names are cut by Postgres at 63 bytes, in notifications too. */
const nameBytes = 63;

const readers: Readonly<Record<string, Reader>> = {
  listen: ({ words: [, channel] }) =>
    channel === undefined ? nothing : { notes: [{ kind: 'listen', channel: cut(channel.text) }] },
  unlisten: ({ words: [, channel] }) => ({
    sql: unlistenNobody,
    notes: [{ kind: 'unlisten', ...(channel && { channel: cut(channel.text) }) }],
  }),
  set: ({ words: [, scope] }) =>
    isWord(scope, 'local', 'transaction', 'constraints')
      ? nothing
      : { notes: [{ kind: 'settings' }] },
  reset: () => ({ notes: [{ kind: 'settings' }] }),
  discard: ({ words: [, what] }) => (isWord(what, 'all') ? discardAll : nothing),
  copy: readCopy,
  prepare: (statement, sql, engineName) => {
    const [, name] = statement.words;
    if (name === undefined || isWord(name, 'transaction')) return nothing;
    const note: SqlNote = { kind: 'prepare', name: engineName(cut(name.text)) };
    return { ...renamed(statement, name, sql, engineName), notes: [note] };
  },
  execute: (statement, sql, engineName) => renamed(statement, statement.words[1], sql, engineName),
  deallocate: (statement, sql, engineName) => {
    const name = statement.words.slice(1).find((word) => !isWord(word, 'prepare'));
    if (isWord(name, 'all')) return { sql: unlistenNobody, notes: [{ kind: 'deallocate all' }] };
    return renamed(statement, name, sql, engineName);
  },
};

/** All of DISCARD ALL that is the connection's own; temporary tables are everybody's. */
const discardAll: StatementMeaning = {
  sql: 'reset all',
  notes: [{ kind: 'fresh settings' }, { kind: 'unlisten' }, { kind: 'deallocate all' }],
};

export function readStatement(
  sql: string,
  statement: Statement,
  engineName: EngineName,
): StatementMeaning {
  const [first] = statement.words;
  if (first === undefined || first.isQuoted) return nothing;
  return readers[first.text]?.(statement, sql, engineName) ?? nothing;
}

export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function readCopy({ words }: Statement): StatementMeaning {
  const direction = words.findIndex((word) => isWord(word, 'from', 'to'));
  const target = words[direction + 1];
  if (direction < 0) return nothing;
  if (isWord(target, 'program')) return { refused: 'program' };
  if (!isWord(words[direction], 'from') || !isWord(target, 'stdin')) return nothing;
  return { copy: { isBinary: words.some((word) => isWord(word, 'binary')) } };
}

function renamed(
  { start, end }: Statement,
  name: Word | undefined,
  sql: string,
  engineName: EngineName,
): StatementMeaning {
  if (name === undefined) return nothing;
  const newName = quoteName(engineName(cut(name.text)));
  return { sql: sql.slice(start, name.start) + newName + sql.slice(name.end, end) };
}

function isWord(word: Word | undefined, ...texts: readonly string[]): boolean {
  return word !== undefined && !word.isQuoted && texts.includes(word.text);
}

function cut(name: string): string {
  const bytes = Buffer.from(name, 'utf8');
  return bytes.length <= nameBytes ? name : bytes.toString('utf8', 0, nameBytes);
}
