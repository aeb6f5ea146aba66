import type { Statement, Tx } from '#platform';

/** By what every agent is configured to use now; indexes agents_name and agent_versions_pk. */
const countUsers: Statement = {
  name: 'agents.count-tool-users',
  text: `
    select t.tool, count(*)::int as users
    from agents a
    join agent_versions v on v.agent_id = a.id and v.number = a.version_number
    cross join lateral jsonb_array_elements_text(v.configuration -> 'tools') as t(tool)
    where a.workspace_id = $1 and a.status <> 'removed'
    group by t.tool`,
};

/** How many agents of the caller's workspace name each tool; tools that nobody names are absent. */
export async function countToolUsers(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx.rows<{ tool: string; users: number }>(countUsers, [tx.caller.workspace]);
  return new Map(rows.map(({ tool, users }) => [tool, users]));
}
