export { approval, approvalDecision, approvalFilter } from './approval.schema.js';
export { approvalId, approvalList, type Approval } from './approval.schema.js';
export type { ApprovalDecision, ApprovalFilter } from './approval.schema.js';
export type { ApprovalList, ApprovalStatus } from './approval.schema.js';
export { agentConfiguration, agentConfigurationFields, agentDeployed } from './agent.schema.js';
export { agentDetail, agentKinds, agentList, agentRemoved } from './agent.schema.js';
export { agentStateChanged, agentStatuses, agentUpdate, agentUpdated } from './agent.schema.js';
export { toolName } from './agent.schema.js';
export type { AgentConfiguration, AgentDeployed, AgentDetail, AgentKind } from './agent.schema.js';
export type { AgentList, AgentRemoved, AgentStateChanged, AgentStatus } from './agent.schema.js';
export type { AgentSummary, AgentUpdate, AgentUpdated, DeploymentWarning } from './agent.schema.js';
export { agentHealth, type AgentHealth, type WellBeing } from './agent-health.schema.js';
export { formatBytes } from './byte-size.js';
export { storageReport } from './storage.schema.js';
export type { StorageEnd, StorageReport } from './storage.schema.js';
export { usageGroupings, usageReport } from './usage.schema.js';
export type { UsageFigures, UsageGrouping, UsageReport } from './usage.schema.js';
export { dashboard, detailedHealth, serverConfig } from './operations.schema.js';
export type { Dashboard, DetailedHealth, PartHealth, ServerConfig } from './operations.schema.js';
export { artifactDetail, artifactList, artifactRemoved } from './artifact.schema.js';
export type { ArtifactDetail, ArtifactList, ArtifactRemoved } from './artifact.schema.js';
export { cancellation, cancelRequest } from './cancellation.schema.js';
export type { Cancellation, CancelOutcome, CancelRequest } from './cancellation.schema.js';
export { capabilityDetail, capabilityList, capabilityMatches } from './capability.schema.js';
export { capabilitySearch, routingStrategies } from './capability.schema.js';
export type { CapabilityDetail, CapabilityList, CapabilityMatches } from './capability.schema.js';
export type { CapabilitySearch, CapabilitySummary, LoadLevel } from './capability.schema.js';
export type { RoutingStrategy } from './capability.schema.js';
export { conversationGraph, type ConversationGraph } from './graph.schema.js';
export type { DelegationRule, SubscriptionRule } from './delegation.schema.js';
export { conversationDetail, conversationList } from './conversation.schema.js';
export { conversationMessages, conversationStatuses } from './conversation.schema.js';
export type { ConversationDetail, ConversationList } from './conversation.schema.js';
export type { ConversationMessages, ConversationStatus } from './conversation.schema.js';
export type { ConversationSummary } from './conversation.schema.js';
export { memorySettingsFields } from './memory-settings.schema.js';
export { memoryHealth, memoryQuality, memoryStats } from './memory-report.schema.js';
export type { MemoryHealth, MemoryPerformance, MemoryQuality } from './memory-report.schema.js';
export type { MemoryStats } from './memory-report.schema.js';
export { changeMemoryConfig, cleanupFrequency } from './memory-keeping.schema.js';
export { entityForgotten, entityPinned, eraseSubject } from './memory-keeping.schema.js';
export { erasureLifted, liftErasure, memoryConfig } from './memory-keeping.schema.js';
export { memoryConfigChanged, pinEntity, subjectErased } from './memory-keeping.schema.js';
export type { ChangeMemoryConfig, EntityForgotten } from './memory-keeping.schema.js';
export type { EntityPinned, EraseSubject, ErasureLifted } from './memory-keeping.schema.js';
export type { LiftErasure, MemoryConfig, MemoryConfigChanged } from './memory-keeping.schema.js';
export type { PinEntity, RetentionPolicy, SubjectErased } from './memory-keeping.schema.js';
export { factAccepted, factsRetracted, relationRetracted } from './memory-audit.schema.js';
export { memoryDecision, memoryImpact, memoryRetractions } from './memory-audit.schema.js';
export { memoryReview, memoryWhy, retractFact, retractRelation } from './memory-audit.schema.js';
export { retractionId, retractionUndone } from './memory-audit.schema.js';
export type { FactAccepted, FactsRetracted, MemoryDecision } from './memory-audit.schema.js';
export type { MemoryFact, MemoryImpact, MemoryRetraction } from './memory-audit.schema.js';
export type { MemoryRetractions, MemoryReview, MemoryWhy } from './memory-audit.schema.js';
export type { RelationRetracted, RelationTaken, RetractFact } from './memory-audit.schema.js';
export type { RetractRelation, RetractionUndone } from './memory-audit.schema.js';
export { memoryRelationImpact, memoryRelationWhy } from './memory-audit.schema.js';
export type { MemoryRelationImpact, MemoryRelationWhy } from './memory-audit.schema.js';
export { setTaint, taintSet, type SetTaint, type TaintSet } from './memory-audit.schema.js';
export { entitiesRelated, memoryCleared, memoryGraph } from './memory-graph.schema.js';
export { relateEntities, relationType, traversals } from './memory-graph.schema.js';
export { type EntitiesRelated, type MemoryCleared } from './memory-graph.schema.js';
export { type MemoryGraph, type RelateEntities, directions } from './memory-graph.schema.js';
export { memoryRelation, relationId, type MemoryRelation, isOfTwo } from './memory-graph.schema.js';
export { ofOneRule } from './memory-graph.schema.js';
export { keptShare, share } from './share.js';
export { exampleList, type ExampleList } from './example.schema.js';
export { memoryEntities, type MemoryEntities } from './memory-listing.schema.js';
export {
  memoryMatches,
  memoryResults,
  memorySearch,
  agentMemory,
  memoryEntity,
  recallModes,
  temporalFilter,
  type AgentMemory,
  type MemoryEntity,
  type MemoryMatches,
  type MemoryResults,
  type MemorySearch,
  type RecallMode,
} from './memory-search.schema.js';
export {
  batchRemembered,
  entityName,
  entityRemembered,
  entityType,
  isInOrder,
  memoryScope,
  mostBatchEntities,
  newEntityName,
  observationId,
  predicate,
  rememberBatch,
  rememberEntity,
  type BatchEntity,
  type BatchRemembered,
  type EntityRemembered,
  type MemoryScope,
  type ObservationInput,
  type RememberBatch,
  type RememberEntity,
} from './memory.schema.js';
export {
  memoryExport,
  memoryImported,
  mergeStrategies,
  type MemoryExportDocument,
  type MemoryImported,
  type MergeStrategy,
} from './memory-export.schema.js';
export { entityRecord, exportEnd, exportMetadata } from './memory-record.schema.js';
export { memoryExportVersion, relationRecord } from './memory-record.schema.js';
export type { EntityRecord, FactRecord, RelationRecord } from './memory-record.schema.js';
export type { RelationVersionRecord } from './memory-record.schema.js';
export {
  deadLetterDetail,
  deadLetterDiscarded,
  deadLetterFilter,
  deadLetterList,
  deadLetterRequeued,
  deadLettersRequeued,
  requeueDeadLetters,
  type DeadLetterDetail,
  type DeadLetterDiscarded,
  type DeadLetterEntry,
  type DeadLetterFilter,
  type DeadLetterList,
  type DeadLetterRequeued,
  type DeadLettersRequeued,
  type DeadLetterSummary,
  type RequeueDeadLetters,
} from './dead-letter.schema.js';
export {
  boundedElsewhere,
  durationText,
  formatResponseTime,
  formatSpan,
  formatUptime,
  parseDuration,
} from './duration.js';
export { callCodes, type CallCode } from './call-code-catalogue.js';
export { errorCatalogue, type ErrorCode } from './error-catalogue.js';
export { fieldErrors, ProtocolError, type FieldError } from './errors.js';
export {
  conversationEvent,
  type ConversationEvent,
  type ConversationEventType,
  type LoggedEvent,
} from './event.js';
export { toFieldErrors } from './field-errors.js';
export { isVisible, visibleRule } from './visible.js';
export { errorEnvelope, health, type ErrorEnvelope, type Health } from './health.schema.js';
export {
  agentName,
  apiClient,
  artifactId,
  capabilityName,
  conversationId,
  messageId,
} from './ids.js';
export { instant } from './instant.js';
export { isTainted, jsonObject, type JsonObject, type JsonValue } from './json.js';
export { tellTaint } from './tell-taint.js';
export {
  defaultJsonLimits,
  findJsonFault,
  type JsonFault,
  type JsonLimits,
} from './json-faults.js';
export { isSettled, messageAccepted, messageDetail, messageDryRun } from './message.schema.js';
export { routeExplanation, sendMessage } from './message.schema.js';
export type { MessageAccepted, MessageDetail, MessageDryRun } from './message.schema.js';
export type { MessageStatus, MessageView, RouteCandidate } from './message.schema.js';
export type { RouteExplanation, SendMessage } from './message.schema.js';
export { hopHeader } from './message.schema.js';
export { findJsonExcess } from './json-excess.js';
export { MalformedJson, parseJson } from './parse-json.js';
export {
  expectsReply,
  performatives,
  readPerformative,
  type Performative,
} from './performative.js';
export { isReady, judgeReadiness, liveness, type Phase } from './readiness.schema.js';
export { readiness, type Readiness } from './readiness.schema.js';
export { workerList, type WorkerList, type WorkerView } from './worker.schema.js';
export {
  messageSteps,
  type MessageSteps,
  type StepKind,
  type StepState,
  type TurnStep,
} from './step.schema.js';
export { auditChain, auditFilter, auditPage } from './audit.schema.js';
export type { AuditChain, AuditEventView, AuditPage } from './audit.schema.js';
export { identityView, keyCreation, keyId, keyList } from './identity.schema.js';
export { keyRotation, keyView, loggedOut, loginAnswer, loginRequest } from './identity.schema.js';
export { passwordChange, refreshRequest, scopes } from './identity.schema.js';
export { userChange, userCreation, userList, userName, userRemoved } from './identity.schema.js';
export { userView } from './identity.schema.js';
export { workspaceCreated, workspaceCreation, workspaceList } from './workspace.schema.js';
export { workspaceName, workspaceRemoval, workspaceRemoved } from './workspace.schema.js';
export { workspaceView } from './workspace.schema.js';
export type { WorkspaceCreated, WorkspaceCreation, WorkspaceList } from './workspace.schema.js';
export type { WorkspaceRemoval, WorkspaceRemoved, WorkspaceView } from './workspace.schema.js';
export type { IdentityView, KeyCreation, KeyList, KeyRotation } from './identity.schema.js';
export { grants, type Grants } from './grants.schema.js';
export { boundsOf, coversGrants, isGranted, meetOf, reaches, reachesAll } from './grants.js';
export type { KeyView, LoggedOut, LoginAnswer, LoginRequest, Role } from './identity.schema.js';
export type { PasswordChange, Scope, UserChange, UserCreation } from './identity.schema.js';
export type { UserList, UserRemoved, UserView } from './identity.schema.js';
export { mcpApproval, mcpRules, mcpServerDefinition, mcpServerName } from './mcp-server.schema.js';
export { mcpServerList, mcpServerRemoved, mcpServerView, mcpTimeout } from './mcp-server.schema.js';
export type { McpServerDefinition, McpServerList } from './mcp-server.schema.js';
export type { McpServerRemoved, McpServerView, McpToolView } from './mcp-server.schema.js';
export {
  httpToolDefinition,
  httpToolReplacement,
  secretReference,
  toolList,
  toolRemoved,
  toolView,
  type HttpToolDefinition,
  type SecretReference,
  type ToolList,
  type ToolRemoved,
  type ToolView,
} from './tool.schema.js';
export { toolCallFilter, toolCallList } from './tool-call.schema.js';
export type { CallOutcome, ToolCallFilter, ToolCallList } from './tool-call.schema.js';
export type { ToolPolicy } from './tool-policy.schema.js';
export type { AwaitedDecision } from './waiting-for.schema.js';
export { deliveryFilter, deliveryId, deliveryPage, deliveryView } from './webhook.schema.js';
export { testEvent, webhookChange, webhookEvents, webhookEventSources } from './webhook.schema.js';
export { batchEvents, batchNotice, noticeEvents, webhookNotice } from './webhook.schema.js';
export { webhookId, webhookList, webhookPayload, webhookRecovered } from './webhook.schema.js';
export { webhookRecovery, webhookRegistration, webhookRemoved } from './webhook.schema.js';
export { webhookView } from './webhook.schema.js';
export type { DeliveryAttempt, DeliveryPage, DeliveryView } from './webhook.schema.js';
export type { WebhookChange, WebhookData, WebhookEvent, WebhookFilter } from './webhook.schema.js';
export type { WebhookList, WebhookPayload, WebhookRecovered } from './webhook.schema.js';
export type { WebhookRecovery, WebhookRegistration, WebhookRemoved } from './webhook.schema.js';
export type { WebhookView } from './webhook.schema.js';
export { agentFromTemplate, agentFromTemplateDeployed } from './template.schema.js';
export { templateComplexities, templateDefinition, templateDetail } from './template.schema.js';
export { templateFilled, templateFilling, templateId, templateList } from './template.schema.js';
export { templateRemoved, templateReplacement } from './template.schema.js';
export type { AgentFromTemplate, AgentFromTemplateDeployed } from './template.schema.js';
export type { TemplateDefinition, TemplateDetail, TemplateFilled } from './template.schema.js';
export type { TemplateFilling, TemplateList, TemplateParameter } from './template.schema.js';
export type { TemplateRemoved } from './template.schema.js';
export { batchAccepted, batchCancellation, batchId, batchList, batchView } from './batch.schema.js';
export { mostInBatch, sendBatch } from './batch.schema.js';
export type { BatchAccepted, BatchCancellation, BatchCounts, BatchList } from './batch.schema.js';
export type { BatchResult, BatchView, SendBatch, SentItem } from './batch.schema.js';
export {
  agentRollback,
  agentRolledBack,
  agentSplit,
  agentSplitView,
} from './agent-version.schema.js';
export { agentVersionDetail, agentVersionDiff, agentVersionList } from './agent-version.schema.js';
export { splitEnded, splitPromotion } from './agent-version.schema.js';
export type { AgentRollback, AgentRolledBack, AgentSplit } from './agent-version.schema.js';
export type {
  AgentSplitView,
  AgentVersionDetail,
  AgentVersionDiff,
} from './agent-version.schema.js';
export type { AgentVersionList, ConfigurationChange, SplitEnded } from './agent-version.schema.js';
export type { SplitPromotion } from './agent-version.schema.js';
export { capabilitiesChecked, capabilityCheck } from './validation.schema.js';
export { configurationCheck, configurationChecked } from './validation.schema.js';
export type { CapabilitiesChecked, CapabilityCheck } from './validation.schema.js';
export { promptTest, promptTested } from './validation.schema.js';
export type { ConfigurationCheck, ConfigurationChecked } from './validation.schema.js';
export type { PromptTest, PromptTested } from './validation.schema.js';
export { configurationTrial, trialReport } from './trial.schema.js';
export type { ConfigurationTrial, TrialReport, TrialScenario } from './trial.schema.js';
export { archiveRequest, conversationKept, conversationOperation } from './keeping.schema.js';
export { conversationOperationList, deleteRequest, operationId } from './keeping.schema.js';
export { restoreRequest } from './keeping.schema.js';
export type { ArchiveRequest, ConversationKept, ConversationOperation } from './keeping.schema.js';
export type { ConversationOperationList, DeleteRequest, KeepingAction } from './keeping.schema.js';
export type { RestoreRequest } from './keeping.schema.js';
export { conversationRecord, type ConversationRecord } from './conversation-export.schema.js';
