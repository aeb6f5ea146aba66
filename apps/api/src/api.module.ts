import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import type { Clock, Database, Logger, Queues } from '#platform';
import {
  AgentRegistry,
  CapabilityCatalog,
  ConfigurationInspector,
  TemplateShelf,
  type AgentConditions,
  VersionChoice,
  VersionHistory,
  type AgentRoster,
  type AgentReach,
} from '#agents';
import { ArtifactShelf } from '#artifacts';
import { AuditLog, KeyBook, Sessions, Users, Workspaces, type Identity } from '#identity';
import type { EmbedderHealth } from '#embeddings';
import { Memory, MemoryView, type OpenMemory } from '#memory';
import {
  ConversationLog,
  DeadLetters,
  MessageCanceller,
  MessageLookup,
  WorkerRoll,
  type Messaging,
} from '#messaging';
import { McpRegistry } from '#tools';
import type { PriceTable, Usage } from '#usage';
import { DeliveryDesk, WebhookBook, type Webhooks } from '#webhooks';
import { AgentHealthController } from './agents/agent-health.controller.js';
import { AgentHealthDesk } from './agents/agent-health-desk.js';
import { AgentSplitController } from './agents/agent-split.controller.js';
import { AgentVersionsController } from './agents/agent-versions.controller.js';
import { AgentsController } from './agents/agents.controller.js';
import { ArtifactUploads, type UploadRules } from './artifacts/artifact-uploads.js';
import { ArtifactsController } from './artifacts/artifacts.controller.js';
import { BatchDesk } from './batches/batch-desk.js';
import { BatchesController } from './batches/batches.controller.js';
import { CapabilitiesController } from './capabilities/capabilities.controller.js';
import { ConversationCancellationController } from './conversations/conversation-cancellation.controller.js';
import { ConversationStreams, type StreamLimits } from './conversations/conversation-streams.js';
import { ReaderWatch } from './conversations/reader-watch.js';
import { ConversationsController } from './conversations/conversations.controller.js';
import { ConversationExportController } from './keeping/conversation-export.controller.js';
import { ConversationExports, type ExportSources } from './keeping/conversation-exports.js';
import { ConversationKeepingController } from './keeping/conversation-keeping.controller.js';
import { ConversationOperationsController } from './keeping/conversation-operations.controller.js';
import { KeepingDesk } from './keeping/keeping-desk.js';
import { ApprovalDesk } from './approvals/approval-desk.js';
import { ApprovalsController } from './approvals/approvals.controller.js';
import { DeadLettersController } from './dead-letters/dead-letters.controller.js';
import { ApiDescription } from './documentation/api-description.js';
import { DocumentationController } from './documentation/documentation.controller.js';
import { ExamplesController } from './examples/examples.controller.js';
import { HealthController } from './health/health.controller.js';
import { DetailedReport } from './health/detailed-report.js';
import { HealthReport } from './health/health-report.js';
import { ProbesController } from './health/probes.controller.js';
import type { Shutdown } from './http/shutdown.js';
import { AuditController } from './identity/audit.controller.js';
import { AuthController } from './identity/auth.controller.js';
import { KeysController } from './identity/keys.controller.js';
import { UsersController } from './identity/users.controller.js';
import { WorkspacesController } from './identity/workspaces.controller.js';
import { McpServersController } from './mcp/mcp-servers.controller.js';
import { AgentMemoryController } from './memory/agent-memory.controller.js';
import { MemoryAuditor } from './memory/memory-auditor.js';
import { MemoryConfigController } from './memory/memory-config.controller.js';
import { MemoryCorrector } from './memory/memory-corrector.js';
import { MemoryDesk } from './memory/memory-desk.js';
import { MemoryEntitiesController } from './memory/memory-entities.controller.js';
import { MemoryErasuresController } from './memory/memory-erasures.controller.js';
import { MemoryFactsController } from './memory/memory-facts.controller.js';
import { MemoryGraphController } from './memory/memory-graph.controller.js';
import { MemoryLedger } from './memory/memory-ledger.js';
import { MemoryKeeper } from './memory/memory-keeper.js';
import { MemoryReporter } from './memory/memory-reporter.js';
import { MemoryRelationsController } from './memory/memory-relations.controller.js';
import { MemoryTaintController } from './memory/memory-taint.controller.js';
import { MemoryReportsController } from './memory/memory-reports.controller.js';
import { MemoryReviewController } from './memory/memory-review.controller.js';
import { MemorySetup } from './memory/memory-setup.js';
import { MemoryController } from './memory/memory.controller.js';
import { ImportLimits } from './memory-moving/import-limits.js';
import { MemoryExportController } from './memory-moving/memory-export.controller.js';
import { MemoryExports } from './memory-moving/memory-exports.js';
import { MemoryImportController } from './memory-moving/memory-import.controller.js';
import { MemoryImports } from './memory-moving/memory-imports.js';
import { OperationsController } from './operations/operations.controller.js';
import { OperationsDesk } from './operations/operations-desk.js';
import { UsageController } from './operations/usage.controller.js';
import { UsageDesk } from './operations/usage-desk.js';
import type { ToldSettings } from './operations/told-settings.js';
import { RequestLimits } from './limits/request-limits.js';
import { MessageCancellationController } from './messages/message-cancellation.controller.js';
import { Foresight } from './messages/foresight.js';
import { MessageDesk } from './messages/message-desk.js';
import { MessagesController } from './messages/messages.controller.js';
import { RepeatSettings } from './repeats/claim-request.js';
import { ServerFacts } from './server-facts.js';
import { AgentsFromTemplatesController } from './templates/agents-from-templates.controller.js';
import { TemplatesController } from './templates/templates.controller.js';
import { TrialsController } from './trials/trials.controller.js';
import { ToolDesk } from './tools/tool-desk.js';
import { ToolCallsController } from './tools/tool-calls.controller.js';
import { ToolsController } from './tools/tools.controller.js';
import { DeliveriesController } from './webhooks/deliveries.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { WorkersController } from './workers/workers.controller.js';

/** What the controllers work with, opened by the composition root. */
export interface ApiParts {
  readonly facts: ServerFacts;
  readonly registry: AgentRegistry;
  readonly templates: TemplateShelf;
  readonly inspector: ConfigurationInspector;
  readonly versionHistory: VersionHistory;
  readonly versionChoice: VersionChoice;
  readonly agentReach: AgentReach;
  readonly agentConditions: AgentConditions;
  readonly roster: AgentRoster;
  readonly usage: Usage;
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

/** Every operation of the API; each says what it needs, or the server does not start. */
export const controllers: Type[] = [
  HealthController,
  ProbesController,
  OperationsController,
  UsageController,
  AgentsController,
  AgentsFromTemplatesController,
  AgentVersionsController,
  AgentSplitController,
  TemplatesController,
  AgentHealthController,
  TrialsController,
  CapabilitiesController,
  ToolsController,
  McpServersController,
  ToolCallsController,
  MessagesController,
  BatchesController,
  ConversationsController,
  ArtifactsController,
  AgentMemoryController,
  MemoryExportController,
  MemoryImportController,
  MemoryController,
  MemoryGraphController,
  MemoryRelationsController,
  MemoryTaintController,
  MemoryFactsController,
  MemoryReviewController,
  MemoryEntitiesController,
  MemoryErasuresController,
  MemoryConfigController,
  MemoryReportsController,
  ApprovalsController,
  DeadLettersController,
  WorkersController,
  AuthController,
  UsersController,
  WorkspacesController,
  KeysController,
  AuditController,
  WebhooksController,
  DeliveriesController,
  MessageCancellationController,
  ConversationCancellationController,
  ConversationKeepingController,
  ConversationExportController,
  ConversationOperationsController,
  ExamplesController,
  DocumentationController,
];

/** The HTTP edge: controllers and nothing that decides. */
@Module({})
export class ApiModule {
  static over(parts: ApiParts, shutdown: Shutdown): DynamicModule {
    return {
      module: ApiModule,
      controllers,
      providers: providersOf(parts, shutdown),
    };
  }
}

type Provided = [abstract new (...parts: never[]) => unknown, unknown];

function identityOf({ sessions, users, workspaces, keys, audit }: Identity): Provided[] {
  return [
    [Sessions, sessions],
    [Users, users],
    [Workspaces, workspaces],
    [KeyBook, keys],
    [AuditLog, audit],
  ];
}

function healthOf(parts: ApiParts, shutdown: Shutdown): HealthReport {
  const { facts, registry, messaging, database, queues, clock, embedder, webhooks } = parts;
  return new HealthReport(facts, registry, messaging.workers, {
    ...{ database, queues, clock, shutdown, embedder, webhooks: webhooks.desk },
    isOpen: parts.identity.authenticator.mode !== 'required',
  });
}

function operationsOf(parts: ApiParts, health: HealthReport): Provided[] {
  const { facts, database, queues, embedder, messaging, clock, dataDir } = parts;
  const { settings, roster, memory, usage } = parts;
  const { workers: roll, work } = messaging;
  const grounds = { database, queues, embedder, roll, clock, dataDir };
  const kit = { facts, settings, roster, memory, usage, work, health, clock };
  return [
    [HealthReport, health],
    [DetailedReport, new DetailedReport(facts, grounds)],
    [OperationsDesk, new OperationsDesk(kit)],
    [UsageDesk, new UsageDesk(usage, roster, parts.prices)],
  ];
}

function webhooksOf({ book, desk }: Webhooks): Provided[] {
  return [
    [WebhookBook, book],
    [DeliveryDesk, desk],
  ];
}

function streamsOf(parts: ApiParts, shutdown: Shutdown): ConversationStreams {
  const { log, clock } = parts;
  const { follower } = parts.messaging;
  const readers = new ReaderWatch(parts.identity);
  return new ConversationStreams({ follower, readers, shutdown, log, clock }, parts.streams);
}

function exportsOf(parts: ApiParts, shutdown: Shutdown): ConversationExports {
  const { messaging, artifacts, log: journal, clock } = parts;
  const { log, lookup } = messaging;
  const sources: ExportSources = { log, lookup, artifacts, shutdown, journal, clock };
  return new ConversationExports(sources);
}

function batchDeskOf({ messaging, clock, maxHops }: ApiParts): BatchDesk {
  return new BatchDesk(messaging.batchSender, messaging.batches, clock, maxHops);
}

function providersOf(parts: ApiParts, shutdown: Shutdown): Provider[] {
  const { facts, registry, catalog, memory, messaging, database, log, clock, repeats } = parts;
  const { sender, waiter } = messaging;
  const values: Provided[] = [
    [ServerFacts, facts],
    [AgentRegistry, registry],
    [TemplateShelf, parts.templates],
    [ConfigurationInspector, parts.inspector],
    [VersionHistory, parts.versionHistory],
    [VersionChoice, parts.versionChoice],
    [CapabilityCatalog, catalog],
    [AgentHealthDesk, new AgentHealthDesk(parts.agentConditions, memory.sizes, messaging.workers)],
    [ArtifactShelf, parts.artifacts],
    [ArtifactUploads, new ArtifactUploads(parts.artifacts, database, parts.uploadRules)],
    [ConversationLog, messaging.log],
    [MessageCanceller, messaging.canceller],
    [MessageLookup, messaging.lookup],
    [Memory, memory.memory],
    [MemoryView, memory.view],
    [MemoryDesk, new MemoryDesk(memory.memory, memory.view, registry)],
    [MemoryLedger, new MemoryLedger(memory.memory, memory.view, registry, database, memory.audit)],
    [MemoryAuditor, new MemoryAuditor(memory.audit, messaging.lookup, registry)],
    [MemoryCorrector, new MemoryCorrector(database, memory.memory, registry)],
    [MemoryExports, new MemoryExports(memory.exporter, { registry, shutdown, log, clock })],
    [MemoryImports, new MemoryImports({ memory, database, shutdown })],
    [ImportLimits, parts.importLimits],
    [MemoryKeeper, parts.memoryKeeper],
    [MemorySetup, parts.memorySetup],
    [MemoryReporter, parts.memoryReporter],
    [ToolDesk, parts.toolDesk],
    [McpRegistry, parts.mcp],
    ...identityOf(parts.identity),
    ...webhooksOf(parts.webhooks),
    [ApprovalDesk, new ApprovalDesk(messaging.approvals, messaging.reach)],
    [DeadLetters, messaging.deadLetters],
    [WorkerRoll, messaging.workers],
    [ApiDescription, new ApiDescription()],
    [
      MessageDesk,
      new MessageDesk(sender, waiter, new Foresight(registry, catalog), shutdown, parts.maxHops),
    ],
    [BatchDesk, batchDeskOf(parts)],
    [ConversationExports, exportsOf(parts, shutdown)],
    [KeepingDesk, new KeepingDesk(messaging.keeping, clock)],
    [ConversationStreams, streamsOf(parts, shutdown)],
    [RepeatSettings, repeats],
    [RequestLimits, parts.limits],
    ...operationsOf(parts, healthOf(parts, shutdown)),
  ];
  return values.map(([provide, useValue]) => ({ provide, useValue }));
}
