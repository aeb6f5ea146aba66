import type { Finding, Level } from '../../../server/src/index.js';
import type { Ending } from '../run/exit-codes.js';
import type { Terminal } from '../show/terminal.js';

const marks: Readonly<Record<Level, string>> = { ok: 'ok   ', warning: 'warn ', error: 'ERROR' };

/** How bad it is altogether. */
export function worstOf(found: readonly Finding[]): Level {
  if (found.some(({ level }) => level === 'error')) return 'error';
  return found.some(({ level }) => level === 'warning') ? 'warning' : 'ok';
}

/** What was found, as people read it: what is wrong comes with what to do. */
export function renderFindings(found: readonly Finding[]): string {
  const lines = found.flatMap(({ level, check, message, remedy }) => [
    `${marks[level]}  ${check.padEnd(14)}  ${message}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(23)}→ ${remedy}`]),
  ]);
  const count = (wanted: Level): number => found.filter(({ level }) => level === wanted).length;
  const end =
    worstOf(found) === 'ok'
      ? 'Nothing is in the way.'
      : `${tally(count('error'), 'error')}, ${tally(count('warning'), 'warning')}.`;
  return `${[...lines, '', end].join('\n')}\n`;
}

const tally = (count: number, word: string): string =>
  `${String(count)} ${word}${count === 1 ? '' : 's'}`;

/** Tells what was found; how it ends hangs on how bad it is. */
export function tellFindings(
  terminal: Terminal,
  found: readonly Finding[],
  isStrict: boolean,
): Ending | undefined {
  const status = worstOf(found);
  terminal.show({ status, findings: found }, () => renderFindings(found));
  return status === 'error' || (isStrict && status === 'warning') ? 'failed' : undefined;
}
