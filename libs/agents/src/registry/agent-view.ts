import {
  agentConfigurationFields,
  formatUptime,
  type AgentDetail,
  type AgentSummary,
  type JsonObject,
} from '#protocol';
import type { DeployedConfiguration } from '../configuration/configuration.js';
import type { AgentRow } from './agent-view.repository.js';

/** One line of the list: quick start section 2. */
export function summarizeAgent(row: AgentRow): AgentSummary {
  const { version, capabilities, memory } = row.configuration;
  return {
    name: row.name,
    type: row.kind,
    status: row.status,
    version,
    capabilities: [...capabilities],
    // Counted by whoever knows the memory.
    memory: { enabled: memory.enabled, scope: memory.scope, entities: 0 },
    uptime: formatUptime(row.uptime_ms),
    last_activity: row.last_activity.toISOString(),
  };
}

/** An agent with everything it was deployed with. */
export function detailAgent(row: AgentRow): AgentDetail {
  return {
    ...summarizeAgent(row),
    agent_id: row.name,
    version_number: row.version_number,
    tools: [...row.configuration.tools],
    deployed_at: row.deployed_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    configuration: inOrder(row.configuration),
  };
}

/** As the contract lists the fields: Postgres keeps the fields of a JSON object in its own order. */
export function inOrder(configuration: DeployedConfiguration): JsonObject {
  const fields = new Map(Object.entries(configuration as unknown as JsonObject));
  return Object.fromEntries(
    agentConfigurationFields.flatMap((field) => {
      const value = fields.get(field);
      return value === undefined ? [] : [[field, value]];
    }),
  );
}
