import { Ground1764000000000 } from './1764000000000-ground.migration.js';
import { Workers1764100000000 } from './1764100000000-workers.migration.js';
import { TurnJournal1764110000000 } from './1764110000000-turn-journal.migration.js';
import { DeadLetters1764120000000 } from './1764120000000-dead-letters.migration.js';
import { Cancellation1764130000000 } from './1764130000000-cancellation.migration.js';
import { Memory1764200000000 } from './1764200000000-memory.migration.js';
import { Lessons1764210000000 } from './1764210000000-lessons.migration.js';
import { MemoryNear1764220000000 } from './1764220000000-memory-near.migration.js';
import { MemoryAudit1764230000000 } from './1764230000000-memory-audit.migration.js';
import { MemoryHistory1764250000000 } from './1764250000000-memory-history.migration.js';
import { Artifacts1764300000000 } from './1764300000000-artifacts.migration.js';
import { Tools1764320000000 } from './1764320000000-tools.migration.js';
import { ToolQuotas1764320000001 } from './1764320000001-tool-quotas.migration.js';
import { Suspension1764340000000 } from './1764340000000-suspension.migration.js';
import { AwaitedAnswers1764340000001 } from './1764340000001-awaited-answers.migration.js';
import { MemoryRelations1764350000000 } from './1764350000000-memory-relations.migration.js';
import { MemoryRetractions1764351000000 } from './1764351000000-memory-retractions.migration.js';
import { Subscriptions1764352000000 } from './1764352000000-subscriptions.migration.js';
import { ToolCalls1764352000001 } from './1764352000001-tool-calls.migration.js';
import { McpServers1764354000000 } from './1764354000000-mcp-servers.migration.js';
import { MemoryRelationUses1764356000000 } from './1764356000000-memory-relation-uses.migration.js';
import { MemoryTaint1764356100000 } from './1764356100000-memory-taint.migration.js';
import { MessageBudget1764356400000 } from './1764356400000-message-budget.migration.js';
import { CallApprovals1764356500000 } from './1764356500000-call-approvals.migration.js';
import { MemoryRetractedRelations1764356600000 } from './1764356600000-memory-retracted-relations.migration.js';
import { Identity1764357000000 } from './1764357000000-identity.migration.js';
import { Webhooks1764358000000 } from './1764358000000-webhooks.migration.js';
import { MemoryWordShares1764358900000 } from './1764358900000-memory-word-shares.migration.js';
import { Workspaces1764358950000 } from './1764358950000-workspaces.migration.js';
import { MessageGrants1764359000000 } from './1764359000000-message-grants.migration.js';
import { WebhookNotices1764359200000 } from './1764359200000-webhook-notices.migration.js';
import { AgentVersionWorkspaces1764359300000 } from './1764359300000-agent-version-workspaces.migration.js';
import { AuditTruncation1764359400000 } from './1764359400000-audit-truncation.migration.js';
import { RemovedAgents1764400000000 } from './1764400000000-removed-agents.migration.js';
import { WorkerProblems1764400100000 } from './1764400100000-worker-problems.migration.js';
import { Usage1764402000000 } from './1764402000000-usage.migration.js';
import { MessageTraces1764403000000 } from './1764403000000-message-traces.migration.js';
import { AgentTemplates1764404000000 } from './1764404000000-agent-templates.migration.js';
import { VersionChoice1764404100000 } from './1764404100000-version-choice.migration.js';
import { Batches1764405000000 } from './1764405000000-batches.migration.js';
import { Archive1764405100000 } from './1764405100000-archive.migration.js';
import { Trials1764405200000 } from './1764405200000-trials.migration.js';
import { EndedOperations1764405300000 } from './1764405300000-ended-operations.migration.js';
import { ConversationIndexes1764405310000 } from './1764405310000-conversation-indexes.migration.js';
import { UsageTotals1764405400000 } from './1764405400000-usage-totals.migration.js';
import { ConversationCosts1764405410000 } from './1764405410000-conversation-costs.migration.js';
import { TalliesByStatement1764500500000 } from './1764500500000-tallies-by-statement.migration.js';

/** Every step of the schema, oldest first. Steps are never edited once released, only added. */
export const migrations = [
  Ground1764000000000,
  Workers1764100000000,
  TurnJournal1764110000000,
  DeadLetters1764120000000,
  Cancellation1764130000000,
  Memory1764200000000,
  Lessons1764210000000,
  MemoryNear1764220000000,
  MemoryAudit1764230000000,
  MemoryHistory1764250000000,
  Artifacts1764300000000,
  Tools1764320000000,
  ToolQuotas1764320000001,
  Suspension1764340000000,
  AwaitedAnswers1764340000001,
  MemoryRelations1764350000000,
  MemoryRetractions1764351000000,
  Subscriptions1764352000000,
  ToolCalls1764352000001,
  McpServers1764354000000,
  MemoryRelationUses1764356000000,
  MemoryTaint1764356100000,
  MessageBudget1764356400000,
  CallApprovals1764356500000,
  MemoryRetractedRelations1764356600000,
  Identity1764357000000,
  Webhooks1764358000000,
  MemoryWordShares1764358900000,
  Workspaces1764358950000,
  MessageGrants1764359000000,
  WebhookNotices1764359200000,
  AgentVersionWorkspaces1764359300000,
  AuditTruncation1764359400000,
  RemovedAgents1764400000000,
  WorkerProblems1764400100000,
  Usage1764402000000,
  MessageTraces1764403000000,
  AgentTemplates1764404000000,
  VersionChoice1764404100000,
  Batches1764405000000,
  Archive1764405100000,
  Trials1764405200000,
  EndedOperations1764405300000,
  ConversationIndexes1764405310000,
  UsageTotals1764405400000,
  ConversationCosts1764405410000,
  TalliesByStatement1764500500000,
] as const;
