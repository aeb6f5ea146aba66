import { AuditLog, KeyBook, Sessions, Users, Workspaces, type Identity } from '#identity';
import { Memory, MemoryView } from '#memory';
import { Storage } from '#storage';
import { DeliveryDesk, WebhookBook, type Webhooks } from '#webhooks';
import { BatchDesk } from './batches/batch-desk.js';
import { ConversationStreams } from './conversations/conversation-streams.js';
import { ReaderWatch } from './conversations/reader-watch.js';
import { ConversationExports, type ExportSources } from './keeping/conversation-exports.js';
import { DetailedReport } from './health/detailed-report.js';
import { HealthReport } from './health/health-report.js';
import type { Shutdown } from './http/shutdown.js';
import { MemoryAuditor } from './memory/memory-auditor.js';
import { MemoryCorrector } from './memory/memory-corrector.js';
import { MemoryDesk } from './memory/memory-desk.js';
import { MemoryLedger } from './memory/memory-ledger.js';
import { MemoryKeeper } from './memory/memory-keeper.js';
import { MemoryReporter } from './memory/memory-reporter.js';
import { MemorySetup } from './memory/memory-setup.js';
import { ImportLimits } from './memory-moving/import-limits.js';
import { MemoryExports } from './memory-moving/memory-exports.js';
import { MemoryImports } from './memory-moving/memory-imports.js';
import { OperationsDesk } from './operations/operations-desk.js';
import { UsageDesk } from './operations/usage-desk.js';
import { TrialDesk } from './trials/trial-desk.js';
import type { ApiParts } from './api-parts.js';

/** A class, and what is given to whoever asks for it. */
export type Provided = [abstract new (...parts: never[]) => unknown, unknown];

export function identityOf({ sessions, users, workspaces, keys, audit }: Identity): Provided[] {
  return [
    [Sessions, sessions],
    [Users, users],
    [Workspaces, workspaces],
    [KeyBook, keys],
    [AuditLog, audit],
  ];
}

export function healthOf(parts: ApiParts, shutdown: Shutdown): HealthReport {
  const { facts, registry, messaging, database, queues, clock, embedder, webhooks } = parts;
  return new HealthReport(facts, registry, messaging.workers, {
    ...{ database, queues, clock, shutdown, embedder, webhooks: webhooks.desk },
    isOpen: parts.identity.authenticator.mode !== 'required',
    ...lookOut(parts),
  });
}

/** What tells of secrets that somebody cannot open. */
function lookOut({ identity, delivers: isToldHere }: ApiParts) {
  return { isToldHere, findFault: () => identity.findFault() };
}

export function operationsOf(parts: ApiParts, health: HealthReport): Provided[] {
  const { facts, database, queues, embedder, messaging, clock, dataDir } = parts;
  const { settings, roster, memory, usage } = parts;
  const { workers: roll, work } = messaging;
  const grounds = { database, queues, embedder, roll, clock, dataDir, ...lookOut(parts) };
  const kit = { facts, settings, roster, memory, usage, work, health, clock };
  return [
    [HealthReport, health],
    [DetailedReport, new DetailedReport(facts, grounds)],
    [OperationsDesk, new OperationsDesk(kit)],
    [Storage, parts.storage],
    [UsageDesk, new UsageDesk(usage, roster, parts.prices)],
  ];
}

export function webhooksOf({ book, desk }: Webhooks): Provided[] {
  return [
    [WebhookBook, book],
    [DeliveryDesk, desk],
  ];
}

export function streamsOf(parts: ApiParts, shutdown: Shutdown): ConversationStreams {
  const { log, clock } = parts;
  const { follower } = parts.messaging;
  const readers = new ReaderWatch(parts.identity);
  return new ConversationStreams({ follower, readers, shutdown, log, clock }, parts.streams);
}

export function exportsOf(parts: ApiParts, shutdown: Shutdown): ConversationExports {
  const { messaging, artifacts, log: journal, clock } = parts;
  const { log, lookup } = messaging;
  const sources: ExportSources = { log, lookup, artifacts, shutdown, journal, clock };
  return new ConversationExports(sources);
}

export function trialDeskOf(parts: ApiParts, shutdown: Shutdown): TrialDesk {
  return new TrialDesk(parts.inspector, parts.trials, shutdown, parts.prices);
}

export function batchDeskOf({ messaging, clock, maxHops }: ApiParts): BatchDesk {
  return new BatchDesk(messaging.batchSender, messaging.batches, clock, maxHops);
}

export function memoryOf(parts: ApiParts, shutdown: Shutdown): Provided[] {
  const { memory, registry, database, messaging, log, clock } = parts;
  return [
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
  ];
}
