import type { Statement, Tx } from '#platform';
import { counts, summed } from '../counts.js';
import type { Figures } from './figures.js';

const columns = `agent_id, capability, ${counts.join(', ')}`;

/** The sums, and what has not been added to them yet: one statement, so that nothing is seen twice. */
function ever(which: string): string {
  return `
    select ${columns} from usage_sums
    where workspace_id = $1 and span = 'ever' and at = '-infinity' and ${which}
    union all
    select ${columns} from tallies where workspace_id = $1 and ${which}`;
}

/** Index usage_sums_pk, one range per agent. */
const readOfAgents: Statement = {
  name: 'usage.ever-of-agents',
  text: `
    select agent_id, capability, ${summed} from (${ever('agent_id = any ($2::text[])')}) e
    group by agent_id, capability`,
};

/** What an agent did under a capability, ever. */
export interface AgentFigures extends Figures {
  readonly agent_id: string;
  /** Empty: its messages named none. */
  readonly capability: string;
}

export async function readEverOfAgents(
  tx: Tx,
  agentIds: readonly string[],
): Promise<AgentFigures[]> {
  const values = [tx.caller.workspace, [...new Set(agentIds)]];
  return tx.rows<AgentFigures & Record<string, unknown>>(readOfAgents, values);
}
