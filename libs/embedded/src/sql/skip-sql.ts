/** Where the token that starts at `from` ends, or undefined when none of its kind starts there. */
type Skip = (sql: string, from: number) => number | undefined;

const blank = /\s+/y;
const lineComment = /--[^\n]*/y;
const commentEdge = /\/\*|\*\//g;
const dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;

/** The kinds of text between words, in the order they are tried. */
const kinds: readonly Skip[] = [
  (sql, from) => skipPattern(blank, sql, from),
  (sql, from) => skipPattern(lineComment, sql, from),
  skipBlockComment,
  skipDollarQuoted,
  skipString,
];

/** The end of the blank, comment or literal that starts at `from`, or undefined. */
export function skipText(sql: string, from: number): number | undefined {
  for (const skip of kinds) {
    const end = skip(sql, from);
    if (end !== undefined) return end;
  }
  return undefined;
}

/** The end of a quoted text that starts at `from`; a doubled quote stays inside. */
export function skipQuoted(sql: string, from: number, quote: string): number {
  for (let at = sql.indexOf(quote, from + 1); at >= 0; at = sql.indexOf(quote, at + 2)) {
    if (sql[at + 1] !== quote) return at + 1;
  }
  return sql.length;
}

function skipPattern(pattern: RegExp, sql: string, from: number): number | undefined {
  pattern.lastIndex = from;
  return pattern.test(sql) ? pattern.lastIndex : undefined;
}

/** Block comments nest in Postgres. */
function skipBlockComment(sql: string, from: number): number | undefined {
  if (!sql.startsWith('/*', from)) return undefined;
  let depth = 0;
  commentEdge.lastIndex = from;
  for (let edge = commentEdge.exec(sql); edge !== null; edge = commentEdge.exec(sql)) {
    depth += edge[0] === '/*' ? 1 : -1;
    if (depth === 0) return commentEdge.lastIndex;
  }
  return sql.length;
}

function skipDollarQuoted(sql: string, from: number): number | undefined {
  const bodyStart = skipPattern(dollarTag, sql, from);
  if (bodyStart === undefined) return undefined;
  const tag = sql.slice(from, bodyStart);
  const end = sql.indexOf(tag, bodyStart);
  return end < 0 ? sql.length : end + tag.length;
}

function skipString(sql: string, from: number): number | undefined {
  if (sql[from] === "'") return skipQuoted(sql, from, "'");
  if (/^[eE]'/.test(sql.slice(from, from + 2))) return skipEscapeString(sql, from);
  return undefined;
}

/** In `E'…'` a backslash hides the quote behind it. */
function skipEscapeString(sql: string, from: number): number {
  for (let at = from + 2; at < sql.length; at += 1) {
    if (sql[at] === '\\') at += 1;
    else if (sql[at] === "'") {
      if (sql[at + 1] !== "'") return at + 1;
      at += 1;
    }
  }
  return sql.length;
}
