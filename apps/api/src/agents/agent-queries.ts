import { z } from 'zod';
import { agentKinds, agentStatuses, capabilityName } from '#protocol';
import { queryCursor, queryLimit, querySwitch } from '../http/query-parts.js';

/** Query of a deployment or an update. */
export const deployOptions = z.strictObject({
  strict: querySwitch(
    'Refuse (422) tools, and capabilities of rules, that do not exist instead of warning.',
  ),
});
export type DeployOptions = z.infer<typeof deployOptions>;

/** Query of the list of agents. */
export const agentListOptions = z.strictObject({
  capability: capabilityName.optional().meta({ description: 'Only agents that provide it.' }),
  status: z.enum(agentStatuses).optional().meta({ description: 'Only agents in this state.' }),
  type: z.enum(agentKinds).optional().meta({ description: 'Only agents of this kind.' }),
  cursor: queryCursor,
  limit: queryLimit(50),
});
export type AgentListOptions = z.infer<typeof agentListOptions>;

/** Query of a removal. */
export const removeOptions = z.strictObject({
  force: querySwitch('Remove at once; messages that wait for the agent end with a failure.'),
});
export type RemoveOptions = z.infer<typeof removeOptions>;
