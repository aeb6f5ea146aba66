import { ProtocolError, reaches, reachesAll } from '#protocol';
import type { Caller, Database, Statement, Tx } from '#platform';

/** Whether somebody only wants to see an agent and what it knows, or would change either. */
export type Touch = 'look' | 'change';

/** Index agents_name and the key of agent_capabilities; run for callers whose capabilities are bounded. */
const readDoings: Statement = {
  name: 'agents.read-doings',
  text: `
    select c.capability from agents a join agent_capabilities c on c.agent_id = a.id
    where a.workspace_id = $1 and a.name = $2 and a.status <> 'removed'`,
};

/** Keeps agents from whoever is not granted what they do. */
export class AgentReach {
  constructor(private readonly database: Database) {}

  /** Thrown when it lies beyond the caller's grants, or when nobody has that name: FORBIDDEN. */
  async refuseBeyond(caller: Caller, name: string, touch: Touch): Promise<void> {
    if (caller.grants === undefined) return;
    await this.database.read(caller, (tx) => refuseBeyond(tx, name, touch));
  }
}

/**
 * Thrown when an agent lies beyond the grants of the caller: FORBIDDEN. One that does not exist does nothing that
 * is granted, so that nobody finds out by it who exists.
 */
export async function refuseBeyond(tx: Tx, name: string, touch: Touch): Promise<void> {
  const { grants, workspace } = tx.caller;
  if (grants === undefined) return;
  const rows =
    grants.capabilities === undefined
      ? []
      : await tx.rows<{ capability: string }>(readDoings, [workspace, name]);
  const agent = { name, capabilities: rows.map(({ capability }) => capability) };
  const isOpen = touch === 'look' ? reaches(grants, agent) : reachesAll(grants, agent);
  if (!isOpen) throw beyond(name, touch);
}

function beyond(name: string, touch: Touch): ProtocolError {
  const said =
    touch === 'look'
      ? `You are not granted the agent '${name}', or nothing that it does`
      : `You are not granted the agent '${name}' with all that it does`;
  return new ProtocolError('FORBIDDEN', said, {
    suggestion: 'Ask an admin for the grant; GET /api/v1/auth/me shows yours',
  });
}
