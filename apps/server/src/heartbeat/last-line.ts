const sentence =
  'The event loop is blocked. Ending, to be started again; nothing accepted is lost.';

/** The last line of a process whose event loop is blocked, in the form of its log. */
export function composeLastLine(asText: boolean, pid: number, now: Date): string {
  const time = now.toISOString();
  if (asText) return `${time.slice(11, 19)} fatal ${sentence}\n`;
  return `${JSON.stringify({ level: 'fatal', time, pid, message: sentence })}\n`;
}
