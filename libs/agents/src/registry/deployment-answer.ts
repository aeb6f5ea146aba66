import type { AgentDeployed, DeploymentWarning } from '#protocol';
import type { DeployedConfiguration } from '../configuration/configuration.js';

/** Answer to a deployment: quick start section 1. */
export function deployedAnswer(
  configuration: DeployedConfiguration,
  deployedAt: Date,
): AgentDeployed {
  return {
    agent_id: configuration.name,
    status: 'deployed',
    version: configuration.version,
    version_number: 1,
    ...shownParts(configuration),
    deployment_time: deployedAt.toISOString(),
  };
}

/** What every answer tells of a configuration. */
export function shownParts({
  capabilities,
  memory,
  tools,
}: DeployedConfiguration): Pick<AgentDeployed, 'capabilities' | 'memory_enabled' | 'tools'> {
  return {
    capabilities: [...capabilities],
    memory_enabled: memory.enabled,
    tools: [...tools],
  };
}

/** Nothing where there is nothing to look at. */
export function shownWarnings(warnings: readonly DeploymentWarning[]): {
  warnings?: DeploymentWarning[];
} {
  return warnings.length === 0 ? {} : { warnings: [...warnings] };
}
