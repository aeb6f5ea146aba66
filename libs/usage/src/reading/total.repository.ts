import type { Statement, Tx } from '#platform';
import { counts, summed } from '../counts.js';
import { nothing, type Figures } from './figures.js';

const columns = counts.join(', ');

/** Index usage_sums_pk; with what has not been added up. */
function total(name: string, sums: string, tallies: string): Statement {
  return {
    name: `usage.total-${name}`,
    text: `
      select ${summed} from (
        select ${columns} from usage_sums where workspace_id = $1 and ${sums}
        union all
        select ${columns} from tallies where workspace_id = $1 and ${tallies}) t
      having count(*) > 0`,
  };
}

const today = `date_trunc('day', clock_timestamp(), 'UTC')`;

const totals = {
  today: total('today', `span = 'day' and at = (select ${today})`, `at >= (select ${today})`),
  ever: total('ever', `span = 'ever' and at = '-infinity'`, 'true'),
};

/** Of a whole workspace. */
export async function readTotal(tx: Tx, when: keyof typeof totals): Promise<Figures> {
  const [row] = await tx.rows<Figures & Record<string, unknown>>(totals[when], [
    tx.caller.workspace,
  ]);
  return row ?? nothing;
}
