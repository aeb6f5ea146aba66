import type { Clock, Database, Logger, Queues } from '#platform';
import type {
  AgentRegistry,
  CapabilityCatalog,
  ConfigurationInspector,
  TemplateShelf,
  AgentConditions,
  VersionChoice,
  VersionHistory,
  AgentRoster,
  AgentReach,
} from '#agents';
import type { ArtifactShelf } from '#artifacts';
import type { Identity } from '#identity';
import type { EmbedderHealth } from '#embeddings';
import type { OpenMemory } from '#memory';
import type { Messaging } from '#messaging';
import type { McpRegistry } from '#tools';
import type { Storage } from '#storage';
import type { TrialBook } from '#trials';
import type { PriceTable, Usage } from '#usage';
import type { Webhooks } from '#webhooks';
import type { UploadRules } from './artifacts/artifact-uploads.js';
import type { StreamLimits } from './conversations/conversation-streams.js';
import type { MemoryKeeper } from './memory/memory-keeper.js';
import type { MemoryReporter } from './memory/memory-reporter.js';
import type { MemorySetup } from './memory/memory-setup.js';
import type { ImportLimits } from './memory-moving/import-limits.js';
import type { ToldSettings } from './operations/told-settings.js';
import type { RequestLimits } from './limits/request-limits.js';
import type { RepeatSettings } from './repeats/claim-request.js';
import type { ServerFacts } from './server-facts.js';
import type { ToolDesk } from './tools/tool-desk.js';

/** What the controllers work with, opened by the composition root. */
export interface ApiParts {
  readonly facts: ServerFacts;
  readonly registry: AgentRegistry;
  readonly templates: TemplateShelf;
  readonly inspector: ConfigurationInspector;
  readonly trials: TrialBook;
  readonly versionHistory: VersionHistory;
  readonly versionChoice: VersionChoice;
  readonly agentReach: AgentReach;
  readonly agentConditions: AgentConditions;
  readonly roster: AgentRoster;
  readonly usage: Usage;
  readonly storage: Storage;
  readonly prices: PriceTable;
  readonly settings: ToldSettings;
  readonly dataDir: string;
  readonly catalog: CapabilityCatalog;
  readonly artifacts: ArtifactShelf;
  readonly uploadRules: UploadRules;
  readonly memory: OpenMemory;
  readonly memoryKeeper: MemoryKeeper;
  readonly memorySetup: MemorySetup;
  /** Makes the vectors of memory. */
  readonly embedder: { readonly health: EmbedderHealth };
  readonly memoryReporter: MemoryReporter;
  readonly toolDesk: ToolDesk;
  readonly identity: Identity;
  readonly webhooks: Webhooks;
  /** Whether this process tells them. */
  readonly delivers: boolean;
  readonly mcp: McpRegistry;
  readonly messaging: Messaging;
  readonly database: Database;
  readonly queues: Queues;
  readonly log: Logger;
  readonly clock: Clock;
  readonly repeats: RepeatSettings;
  readonly importLimits: ImportLimits;
  readonly streams: StreamLimits;
  /** `CAXTON_MAX_HOPS` */
  readonly maxHops: number;
  readonly limits: RequestLimits;
}
