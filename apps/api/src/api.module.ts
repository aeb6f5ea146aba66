import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import {
  AgentRegistry,
  CapabilityCatalog,
  ConfigurationInspector,
  TemplateShelf,
  VersionChoice,
  VersionHistory,
} from '#agents';
import { ArtifactShelf } from '#artifacts';
import {
  ConversationLog,
  DeadLetters,
  MessageCanceller,
  MessageLookup,
  WorkerRoll,
} from '#messaging';
import { McpRegistry } from '#tools';
import { AgentHealthController } from './agents/agent-health.controller.js';
import { AgentHealthDesk } from './agents/agent-health-desk.js';
import { AgentSplitController } from './agents/agent-split.controller.js';
import { AgentVersionsController } from './agents/agent-versions.controller.js';
import { AgentsController } from './agents/agents.controller.js';
import { ArtifactUploads } from './artifacts/artifact-uploads.js';
import { ArtifactsController } from './artifacts/artifacts.controller.js';
import { BatchDesk } from './batches/batch-desk.js';
import { BatchesController } from './batches/batches.controller.js';
import { CapabilitiesController } from './capabilities/capabilities.controller.js';
import { ConversationCancellationController } from './conversations/conversation-cancellation.controller.js';
import { ConversationStreams } from './conversations/conversation-streams.js';
import { ConversationsController } from './conversations/conversations.controller.js';
import { ConversationExportController } from './keeping/conversation-export.controller.js';
import { ConversationExports } from './keeping/conversation-exports.js';
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
import { ProbesController } from './health/probes.controller.js';
import type { Shutdown } from './http/shutdown.js';
import { AuditController } from './identity/audit.controller.js';
import { AuthController } from './identity/auth.controller.js';
import { serverLog } from './identity/write-audit.js';
import { KeysController } from './identity/keys.controller.js';
import { UsersController } from './identity/users.controller.js';
import { WorkspacesController } from './identity/workspaces.controller.js';
import { McpServersController } from './mcp/mcp-servers.controller.js';
import { AgentMemoryController } from './memory/agent-memory.controller.js';
import { MemoryConfigController } from './memory/memory-config.controller.js';
import { MemoryEntitiesController } from './memory/memory-entities.controller.js';
import { MemoryErasuresController } from './memory/memory-erasures.controller.js';
import { MemoryFactsController } from './memory/memory-facts.controller.js';
import { MemoryGraphController } from './memory/memory-graph.controller.js';
import { MemoryRelationsController } from './memory/memory-relations.controller.js';
import { MemoryTaintController } from './memory/memory-taint.controller.js';
import { MemoryReportsController } from './memory/memory-reports.controller.js';
import { MemoryReviewController } from './memory/memory-review.controller.js';
import { MemoryController } from './memory/memory.controller.js';
import { MemoryExportController } from './memory-moving/memory-export.controller.js';
import { MemoryImportController } from './memory-moving/memory-import.controller.js';
import { OperationsController } from './operations/operations.controller.js';
import { StorageController } from './operations/storage.controller.js';
import { UsageController } from './operations/usage.controller.js';
import { RequestLimits } from './limits/request-limits.js';
import { MessageCancellationController } from './messages/message-cancellation.controller.js';
import { Foresight } from './messages/foresight.js';
import { MessageDesk } from './messages/message-desk.js';
import { MessagesController } from './messages/messages.controller.js';
import { RepeatSettings } from './repeats/claim-request.js';
import { ServerFacts } from './server-facts.js';
import { AgentsFromTemplatesController } from './templates/agents-from-templates.controller.js';
import { TemplatesController } from './templates/templates.controller.js';
import { TrialDesk } from './trials/trial-desk.js';
import { TrialsController } from './trials/trials.controller.js';
import { ToolDesk } from './tools/tool-desk.js';
import { ToolCallsController } from './tools/tool-calls.controller.js';
import { ToolsController } from './tools/tools.controller.js';
import { DeliveriesController } from './webhooks/deliveries.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { WorkersController } from './workers/workers.controller.js';
import type { ApiParts } from './api-parts.js';
import {
  identityOf,
  healthOf,
  operationsOf,
  webhooksOf,
  streamsOf,
  exportsOf,
  batchDeskOf,
  trialDeskOf,
  memoryOf,
  type Provided,
} from './provided.js';

/** Every operation of the API; each says what it needs, or the server does not start. */
export const controllers: Type[] = [
  HealthController,
  ProbesController,
  OperationsController,
  StorageController,
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

function providersOf(parts: ApiParts, shutdown: Shutdown): Provider[] {
  const { facts, registry, catalog, memory, messaging, database, clock, repeats } = parts;
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
    [
      ArtifactUploads,
      new ArtifactUploads(parts.artifacts, database, parts.uploadRules, messaging.reach),
    ],
    [ConversationLog, messaging.log],
    [MessageCanceller, messaging.canceller],
    [MessageLookup, messaging.lookup],
    ...memoryOf(parts, shutdown),
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
    [TrialDesk, trialDeskOf(parts, shutdown)],
    [ConversationExports, exportsOf(parts, shutdown)],
    [KeepingDesk, new KeepingDesk(messaging.keeping, clock)],
    [ConversationStreams, streamsOf(parts, shutdown)],
    [RepeatSettings, repeats],
    [RequestLimits, parts.limits],
    ...operationsOf(parts, healthOf(parts, shutdown)),
  ];
  return [
    ...values.map(([provide, useValue]) => ({ provide, useValue })),
    { provide: serverLog, useValue: parts.log },
  ];
}
