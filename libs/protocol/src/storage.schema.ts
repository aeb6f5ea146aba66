import { z } from 'zod';
import { timestamp } from './ids.js';

/** What ends the rows of a table. */
const storageEnds = ['age', 'policy', 'request', 'soon', 'never', 'bounded'] as const;
export type StorageEnd = (typeof storageEnds)[number];

const storageTable = z
  .object({
    name: z.string(),
    rows: z.int().describe('As Postgres estimates it; exact while there are few.'),
    bytes: z.int().describe('With its indexes.'),
    index_bytes: z.int(),
    oldest: timestamp
      .nullable()
      .describe('Since when there are rows. `null`: there are none, or no index tells.'),
    retention: z.object({
      ends: z
        .enum(storageEnds)
        .describe(
          '`age`: it expires; `policy`: by the retention policy of the memory; `request`: when somebody deletes it; ' +
            '`soon`: within a day; `never`; `bounded`: it does not grow by itself.',
        ),
      after: z.string().nullable().describe('How old it becomes, such as `7d`.'),
      setting: z.string().nullable().describe('Which setting says so.'),
      why: z.string(),
    }),
    expired: z
      .object({
        rows: z.int(),
        is_whole: z.boolean().describe('False: counting ended here, there are more.'),
      })
      .nullable()
      .describe('Old enough to be forgotten by the next rounds. `null`: nothing of it expires.'),
  })
  .meta({ id: 'StorageTable' });

/** What everything takes that is kept, and what ends it. */
export const storageReport = z
  .object({
    database: z.object({
      bytes: z.int().describe('All of it, with what Postgres and the queue keep.'),
    }),
    artifacts: z.object({
      bytes: z.int().describe('Of all workspaces, equal ones counted once, wherever they are.'),
    }),
    tables: z.array(storageTable).describe('The largest first.'),
  })
  .meta({ id: 'StorageReport' });
export type StorageReport = z.infer<typeof storageReport>;
