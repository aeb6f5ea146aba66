import type { RoutingStrategy } from '#protocol';
import { systemCaller, systemClock, type Caller, type Clock, type Database } from '#platform';
import type { TextEmbedder } from '#embeddings';
import { Usage } from '#usage';
import { CapabilityCatalog } from './catalog/capability-catalog.js';
import { MeaningSearch } from './catalog/meaning-search.js';
import { FigureBoard } from './figures/figure-board.js';
import { AgentConditions } from './health/agent-conditions.js';
import { AgentReach } from './registry/agent-reach.js';
import { TemplateShelf } from './agent-templates/template-shelf.js';
import { AgentRegistry } from './registry/agent-registry.js';
import type { KnownTools, WithheldTools } from './registry/prepare-deployment.js';
import {
  deployCodeAgent,
  type CodeAgentAnnouncement,
  type CodeAgentDeployed,
} from './registry/deploy-code-agent.js';
import { finishDraining } from './registry/finish-draining.js';
import { RegistryCache } from './registry/registry-cache.js';
import type { RemembersUnder } from './registry/name-reach.js';
import type { RegistryChannel } from './registry/registry-channel.js';
import { readCapabilitiesOfAll } from './registry/registry.repository.js';
import { ToolUsers } from './registry/tool-users.js';
import { CapabilityRouter } from './routing/capability-router.js';
import { ConversationServers } from './routing/conversation-servers.js';
import { AgentRoster } from './roster/agent-roster.js';
import { AgentVersions } from './versions/agent-versions.js';
import { ConfigurationInspector } from './trial/configuration-inspector.js';
import { VersionChoice } from './versions/version-choice.js';
import { VersionHistory } from './versions/version-history.js';

/** What the agents library stands on. */
export interface AgentsGround {
  readonly database: Database;
  readonly channel: RegistryChannel;
  /** Names of the tools that a workspace has. */
  readonly knownTools: KnownTools;
  /** @default none */
  readonly withheldTools?: WithheldTools;
  /** @default nothing is remembered */
  readonly remembersUnder?: RemembersUnder;
  readonly embedder: TextEmbedder;
  /** `CAXTON_MAX_AGENTS`. @default 0, any number */
  readonly mostAgents?: number;
  /** `CAXTON_ROUTING_STRATEGY`. @default best_match */
  readonly defaultStrategy?: RoutingStrategy;
  /** @default the machine's */
  readonly clock?: Clock;
}

/** Who exists, what they can do, whom to ask. */
export interface Agents {
  readonly registry: AgentRegistry;
  readonly templates: TemplateShelf;
  readonly reach: AgentReach;
  readonly catalog: CapabilityCatalog;
  readonly conditions: AgentConditions;
  readonly roster: AgentRoster;
  readonly router: CapabilityRouter;
  readonly versions: AgentVersions;
  readonly history: VersionHistory;
  readonly choice: VersionChoice;
  readonly inspector: ConfigurationInspector;
  readonly cache: RegistryCache;
  readonly toolUsers: ToolUsers;
  /** Deploys an agent made of code or brings it to what is said; saying it again changes nothing. */
  deployCodeAgent(caller: Caller, announcement: CodeAgentAnnouncement): Promise<CodeAgentDeployed>;
  /** The capabilities that agents of any workspace have: each has a lane. */
  allCapabilities(): Promise<string[]>;
  /** Removes agents of every workspace that have drained; gives their names. For the sweeper. */
  finishDraining(): Promise<string[]>;
  /** Stops listening. */
  close(): void;
}

/** Puts the parts of the library together. */
export function openAgents(ground: AgentsGround): Agents {
  const { database, channel, knownTools, embedder } = ground;
  const { withheldTools = () => Promise.resolve(new Map<string, string>()) } = ground;
  const { defaultStrategy = 'best_match', clock = systemClock } = ground;
  const cache = new RegistryCache(database, channel, clock);
  const board = new FigureBoard(database, clock);
  const servers = new ConversationServers(database);
  const meaning = new MeaningSearch(database, embedder);
  const usage = new Usage(database);
  const registry = new AgentRegistry(database, channel, ground);
  return {
    registry,
    templates: new TemplateShelf({ database, registry, clock, knownTools, withheldTools }),
    reach: new AgentReach(database),
    catalog: new CapabilityCatalog(cache, board, usage, meaning, defaultStrategy),
    roster: new AgentRoster(cache, database),
    conditions: new AgentConditions(database, board, usage),
    router: new CapabilityRouter(cache, board, servers, defaultStrategy),
    versions: new AgentVersions(database),
    history: new VersionHistory(database),
    choice: new VersionChoice({ database, channel, knownTools }),
    inspector: new ConfigurationInspector({ database, knownTools, withheldTools, registry: cache }),
    cache,
    toolUsers: new ToolUsers(database),
    deployCodeAgent: (caller, announcement) => deployCodeAgent(ground, caller, announcement),
    allCapabilities: () => database.read(systemCaller, readCapabilitiesOfAll),
    finishDraining: () => finishDraining(ground),
    close: () => {
      cache.close();
    },
  };
}
