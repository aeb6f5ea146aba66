interface LogLine {
  readonly level: string;
  readonly message: string;
}

/** Nobody reads more of one kind. */
const mostShown = 5;

const troubling = new Set(['warn', 'error', 'fatal']);

/** The warnings and errors of a server's log, the first few of each kind: what an answer of 5xx came of, among others. */
export function troublesOf(output: string): string[] {
  const counts = new Map<string, number>();
  return output.split('\n').flatMap((line) => {
    const entry = parse(line);
    if (entry === undefined || !troubling.has(entry.level)) return [];
    const count = (counts.get(entry.message) ?? 0) + 1;
    counts.set(entry.message, count);
    return count > mostShown ? [] : [`${line.slice(0, 2_000)}\n`];
  });
}

function parse(line: string): LogLine | undefined {
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return undefined;
  }
}
