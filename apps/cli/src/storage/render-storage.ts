import type { AnswerOf } from '#client';
import { formatBytes } from '#protocol';
import { facts, table } from '../show/table.js';

type StorageReport = AnswerOf<'getStorage'>;
type StorageTable = StorageReport['tables'][number];

/** What everything takes, the largest first. Without `all`, only what grows and has rows. */
export function renderStorage(report: StorageReport, all: boolean): string {
  const shown = report.tables.filter(
    ({ rows, retention }) => all || (rows > 0 && retention.ends !== 'bounded'),
  );
  const sums = {
    database: formatBytes(report.database.bytes),
    artifacts: formatBytes(report.artifacts.bytes),
  };
  const tables = table(shown, [
    ['TABLE', ({ name }) => name],
    ['ROWS', ({ rows }) => rows.toLocaleString('en')],
    ['SIZE', ({ bytes }) => formatBytes(bytes)],
    ['SINCE', ({ oldest }) => oldest?.slice(0, 10)],
    ['ENDS', endOf],
    ['EXPIRED', expiredOf],
  ]);
  return `${facts(sums)}\n${tables}`;
}

function endOf({ retention: { ends, after, setting } }: StorageTable): string {
  if (after === null || setting === null) return ends === 'request' ? 'on request' : ends;
  return `after ${after} (${setting})`;
}

function expiredOf({ expired }: StorageTable): string {
  if (expired === null || expired.rows === 0) return '';
  return `${expired.rows.toLocaleString('en')}${expired.is_whole ? '' : '+'}`;
}
