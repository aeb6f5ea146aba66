import type { AnswerOf } from '#client';
import { table, type Column } from '../show/table.js';

type Usage = AnswerOf<'getUsage'>;
type Group = Usage['groups'][number];

/** What happened, a line for each group, under the time that it is of. */
export function renderUsage({ from, to, currency, group_by: by, groups }: Usage): string {
  const head = `From ${from} to ${to}, cost in ${currency}:\n`;
  if (groups.length === 0) return `${head}Nothing happened.\n`;
  return `${head}\n${table(groups, [...by.map(keyColumn), ...figureColumns])}`;
}

const keyColumn = (name: string): Column<Group> => [
  name.toUpperCase(),
  ({ key }) => key[name] ?? undefined,
];

const figureColumns: readonly Column<Group>[] = [
  ['CONVERSATIONS', ({ figures }) => figures.conversations.begun],
  ['ACCEPTED', ({ figures }) => figures.messages.accepted],
  ['COMPLETED', ({ figures }) => figures.messages.completed],
  ['FAILED', ({ figures }) => figures.messages.failed + figures.messages.expired],
  ['TURNS', ({ figures }) => figures.turns],
  ['AVG TIME', ({ figures }) => figures.avg_response_time],
  ['TOKENS IN', ({ figures }) => figures.tokens.input],
  ['TOKENS OUT', ({ figures }) => figures.tokens.output],
  ['COST', ({ figures }) => figures.cost],
];
