/** Where a formatted line goes. */
interface LineSink {
  write(line: string): unknown;
}

interface LogLine {
  readonly level: string;
  readonly time: string;
  readonly message?: string;
  readonly err?: { readonly stack?: string; readonly message?: string };
  readonly [fact: string]: unknown;
}

/** Turns log lines into `12:34:56 info  sentence  fact=value`, for people at a terminal. */
export function pretty(sink: LineSink): LineSink {
  return { write: (line) => sink.write(formatLine(line)) };
}

/** One JSON log line as a readable one; what is not JSON stays as it is. */
function formatLine(line: string): string {
  let entry: LogLine;
  try {
    entry = JSON.parse(line) as LogLine;
  } catch {
    return line;
  }
  const { level, time, message = '', err, ...facts } = entry;
  const told = Object.entries(facts)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
  const trace = err === undefined ? '' : `\n${err.stack ?? err.message ?? ''}`;
  return `${time.slice(11, 19)} ${level.padEnd(5)} ${message}${told === '' ? '' : `  ${told}`}${trace}\n`;
}
