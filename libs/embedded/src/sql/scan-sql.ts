import { skipQuoted, skipText } from './skip-sql.js';

/** A keyword or a name outside of parentheses, literals and comments. */
export interface Word {
  /** As Postgres sees it: in lower case, unless it was quoted. */
  readonly text: string;
  readonly isQuoted: boolean;
  readonly start: number;
  readonly end: number;
}

/** One statement of a text that may hold several. */
export interface Statement {
  readonly start: number;
  readonly end: number;
  /** Its first words; no statement we know is told apart by later ones. */
  readonly words: readonly Word[];
}

const mostWords = 24;
const name = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;

/** Cuts SQL into statements. It need not understand them: it only must not be fooled by quotes. */
export function scanSql(sql: string): Statement[] {
  const statements: Statement[] = [];
  let words: Word[] = [];
  let start = 0;
  let depth = 0;
  const finish = (end: number): void => {
    if (words.length > 0) statements.push({ start, end, words });
    words = [];
    start = end + 1;
  };
  for (let at = 0; at < sql.length;) {
    const word = skipText(sql, at) ?? readWord(sql, at);
    if (typeof word === 'number') {
      at = word;
    } else if (word !== undefined) {
      if (depth === 0 && words.length < mostWords) words.push(word);
      at = word.end;
    } else {
      depth = depthAfter(sql.charAt(at), depth);
      if (sql[at] === ';' && depth === 0) finish(at);
      at += 1;
    }
  }
  finish(sql.length);
  return statements;
}

function depthAfter(character: string, depth: number): number {
  if (character === '(') return depth + 1;
  return character === ')' ? Math.max(depth - 1, 0) : depth;
}

function readWord(sql: string, start: number): Word | undefined {
  if (sql[start] === '"') {
    const end = skipQuoted(sql, start, '"');
    const text = sql.slice(start + 1, end - 1).replaceAll('""', '"');
    return { text, isQuoted: true, start, end };
  }
  name.lastIndex = start;
  const [text] = name.exec(sql) ?? [];
  if (text === undefined) return undefined;
  return { text: text.toLowerCase(), isQuoted: false, start, end: start + text.length };
}
