import { ProtocolError, reachesAll } from '#protocol';
import type { Caller, Statement, Tx } from '#platform';

/** Whether anything is remembered as an agent of this name. */
export type RemembersUnder = (caller: Caller, name: string) => Promise<boolean>;

/**
 * Index agents_removed_name. What each of those who had the name did when it went; run for callers whose
 * capabilities are bounded.
 */
const readPastDoings: Statement = {
  name: 'agents.read-past-doings',
  text: `
    select v.configuration -> 'capabilities' as capabilities
    from agents a join agent_versions v
      on v.agent_id = a.id and v.number = a.version_number and v.workspace_id = a.workspace_id
    where a.workspace_id = $1 and a.name = $2 and a.status = 'removed'`,
};

/**
 * What is remembered for one agent only is kept under its name and stays when it goes, so that it is there for a
 * successor. Whoever is bounded may follow those only whom they could have changed. Thrown: FORBIDDEN.
 */
export async function refuseHeritage(tx: Tx, name: string, isRemembered: boolean): Promise<void> {
  const { grants, workspace } = tx.caller;
  if (grants?.capabilities === undefined) return;
  const past = await tx.rows<{ capabilities: string[] }>(readPastDoings, [workspace, name]);
  if (past.some(({ capabilities }) => !reachesAll(grants, { name, capabilities })))
    throw refused(`An agent '${name}' that was removed did what you are not granted`);
  // Brought in by an import, for an agent that has yet to come.
  if (past.length === 0 && isRemembered)
    throw refused(`There are memories of an agent '${name}' that was never here`);
}

function refused(why: string): ProtocolError {
  return new ProtocolError('FORBIDDEN', why, {
    suggestion:
      'Choose another name, for what is remembered under this one would be yours; or ask an admin to deploy it',
  });
}
