import { AgentCapabilityEntity } from './entities/agent-capability.entity.js';
import { AgentVersionEntity } from './entities/agent-version.entity.js';
import { AgentEntity } from './entities/agent.entity.js';
import { CapabilityEntity } from './entities/capability.entity.js';
import { WorkspaceEntity } from './entities/workspace.entity.js';

/** The tables of this library, for the mapper. */
export const agentEntities = [
  AgentCapabilityEntity,
  AgentEntity,
  AgentVersionEntity,
  CapabilityEntity,
  WorkspaceEntity,
] as const;

export { CapabilityCatalog, type NeighbourCapability } from './catalog/capability-catalog.js';
export type { DeployedConfiguration, MemoryScope } from './configuration/configuration.js';
export { openAgents, type Agents, type AgentsGround } from './open-agents.js';
export { AgentRegistry, type DeployOptions, type Page } from './registry/agent-registry.js';
export type { AgentFilter } from './registry/agent-view.repository.js';
export type { CodeAgentAnnouncement, CodeAgentDeployed } from './registry/deploy-code-agent.js';
export type { RegistryCache } from './registry/registry-cache.js';
export { registryTopic, type RegistryChannel } from './registry/registry-channel.js';
export type {
  RegisteredAgent,
  RegisteredCapability,
  RegistrySnapshot,
} from './registry/snapshot.js';
export type { CapabilityRouter, RouteTarget } from './routing/capability-router.js';
export type { RouteDecision, RoutedAgent } from './routing/route-decision.js';
export { renderTemplate, type RenderedTemplate } from './template/render-template.js';
export type { AgentVersion, AgentVersions } from './versions/agent-versions.js';
