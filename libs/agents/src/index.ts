import { AgentCapabilityEntity } from './entities/agent-capability.entity.js';
import { AgentTemplateEntity } from './entities/agent-template.entity.js';
import { AgentVersionEntity } from './entities/agent-version.entity.js';
import { AgentEntity } from './entities/agent.entity.js';
import { CapabilityEntity } from './entities/capability.entity.js';
import { WorkspaceEntity } from './entities/workspace.entity.js';

/** The tables of this library, for the mapper. */
export const agentEntities = [
  AgentCapabilityEntity,
  AgentEntity,
  AgentTemplateEntity,
  AgentVersionEntity,
  CapabilityEntity,
  WorkspaceEntity,
] as const;

export type { Subscriber } from './registry/subscribers.js';
export { TemplateShelf } from './agent-templates/template-shelf.js';
export { CapabilityCatalog } from './catalog/capability-catalog.js';
export { AgentConditions } from './health/agent-conditions.js';
export { nearestNames } from './names/nearest-names.js';
export { composeConfiguration } from './configuration/compose-configuration.js';
export type { DeployedConfiguration } from './configuration/configuration.js';
export { openAgents, type Agents } from './open-agents.js';
export { AgentRoster } from './roster/agent-roster.js';
export { AgentReach, type Touch } from './registry/agent-reach.js';
export { AgentRegistry } from './registry/agent-registry.js';
export { ToolUsers } from './registry/tool-users.js';
export { registryTopic } from './registry/registry-channel.js';
export type { RouteDecision } from './routing/route-decision.js';
export { renderTemplate } from './template/render-template.js';
export type { AgentVersion } from './versions/agent-versions.js';
export { chooseVersion, type VersionSplit } from './versions/choose-version.js';
export { VersionChoice } from './versions/version-choice.js';
export { VersionHistory } from './versions/version-history.js';
export { ConfigurationInspector } from './trial/configuration-inspector.js';
export { testPrompts } from './trial/test-prompts.js';
