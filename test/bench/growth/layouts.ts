/** How a table that grows may be laid out. */
export interface Layout {
  readonly name: string;
  readonly table: string;
  /** Makes the table, with a part for each of so many months where it has parts. */
  readonly make: (months: readonly Month[]) => readonly string[];
  /** What makes a row the only one of its step: the columns of the primary key. */
  readonly key: string;
  /** Whether a month is a table of its own, which can be dropped. */
  readonly isParted: boolean;
}

/** From one instant to the next, as Postgres writes them, and the ids of messages that begin with it. */
export interface Month {
  readonly from: string;
  readonly to: string;
  readonly fromId: string;
  readonly toId: string;
}

/** Ids are made of the time: these are as those of messages. */
export const idAt = (at: string): string =>
  `'msg-' || lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0')`;

/** As `turn_steps`, which has its index by age and that of calls. */
const indexes = (table: string): string[] => [
  `create index on ${table} (started_at)`,
  `create index on ${table} (workspace_id, started_at, message_id, step_no) where (kind = 'tool')`,
];

const partitioned = (
  table: string,
  { by, key }: { readonly by: string; readonly key: string },
  bounds: (month: Month) => readonly [string, string],
  months: readonly Month[],
): string[] => [
  `create table ${table} (like turn_steps including defaults, primary key (${key}))
    partition by range (${by})`,
  ...indexes(table),
  ...months.map((month, number) => {
    const [from, to] = bounds(month);
    return `create table ${table}_${String(number)} partition of ${table}
      for values from ('${from}') to ('${to}')`;
  }),
];

const stepKey = 'workspace_id, message_id, step_no';

export const layouts: readonly Layout[] = [
  {
    ...{ name: 'one table', table: 'steps_whole', key: stepKey },
    make: () => [
      `create table steps_whole (like turn_steps including defaults, primary key (${stepKey}))`,
      ...indexes('steps_whole'),
    ],
    isParted: false,
  },
  {
    ...{ name: 'by month', table: 'steps_by_month', key: `${stepKey}, started_at` },
    make: (months) =>
      partitioned(
        'steps_by_month',
        { by: 'started_at', key: `${stepKey}, started_at` },
        ({ from, to }) => [from, to],
        months,
      ),
    isParted: true,
  },
  {
    ...{ name: 'by id', table: 'steps_by_id', key: stepKey },
    make: (months) =>
      partitioned(
        'steps_by_id',
        { by: 'message_id', key: stepKey },
        ({ fromId, toId }) => [fromId, toId],
        months,
      ),
    isParted: true,
  },
];
