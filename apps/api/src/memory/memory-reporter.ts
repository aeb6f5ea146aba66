import type { MemoryHealth, MemoryQuality, MemoryStats } from '#protocol';
import type { EmbedderFigures, TextEmbedder } from '#embeddings';
import type { Caller } from '#platform';
import type { AgentRegistry } from '#agents';
import {
  scopeOf,
  type MemoryFigures,
  type MemoryReport,
  type Place,
  type ScopeStatistics,
} from '#memory';
import { viewPerformance } from './memory-performance.js';
import { readSettings, targetPlaces, type MemoryTarget } from './memory-place.js';
import type { StatsOptions } from './memory-queries.js';
import { round } from './memory-views.js';

/** Examples of each finding. */
const examples = 5;

/** The model that makes vectors, and what it has done so far. */
interface ReportedEmbedder extends Pick<TextEmbedder, 'fingerprint' | 'dimensions'> {
  readonly figures: EmbedderFigures;
}

/** How old is too old, as a request says it. */
export interface QualityAges {
  readonly stale_days: number;
  readonly unused_days: number;
}

/** Tells a client how much is remembered, how good it is, and whether memory works. */
export class MemoryReporter {
  constructor(
    private readonly report: MemoryReport,
    private readonly registry: AgentRegistry,
    private readonly embedder: ReportedEmbedder,
    private readonly figures: MemoryFigures,
  ) {}

  /** @throws {ProtocolError} AGENT_NOT_FOUND */
  async quality(caller: Caller, target: MemoryTarget, ages: QualityAges): Promise<MemoryQuality> {
    const places = await this.places(caller, target);
    const terms = { staleDays: ages.stale_days, unusedDays: ages.unused_days, examples };
    const { findings, facts } = await this.report.quality(caller, places, terms);
    const scopes = await this.report.statistics(caller, places);
    const entities = sum(scopes.map((scope) => scope.entities));
    const current = facts.get('current') ?? 0;
    return {
      checked: { entities, facts: current },
      facts: {
        current,
        superseded: facts.get('superseded') ?? 0,
        retracted: facts.get('retracted') ?? 0,
        review: facts.get('review') ?? 0,
      },
      findings: findings.map(({ kind, count, examples: found }) => ({
        ...{ kind, count },
        share: round(count / Math.max(1, isOfFacts(kind) ? current : entities)),
        examples: found.map(({ name, place, content }) => ({
          entity_name: name,
          memory_scope: scopeOf(place),
          content,
        })),
      })),
    };
  }

  /** Without an agent: of the whole workspace, in numbers only. @throws {ProtocolError} AGENT_NOT_FOUND */
  async stats(caller: Caller, options: StatsOptions): Promise<MemoryStats> {
    const scopes = await this.scopes(caller, options);
    return {
      global_stats: {
        total_entities: sum(scopes.map(({ entities }) => entities)),
        total_relations: sum(scopes.map(({ relations }) => relations)),
        total_agents: new Set(scopes.flatMap(({ writers }) => writers)).size,
        storage_size_mb: toMegabytes(sum(scopes.map(({ bytes }) => bytes))),
        embedding_model: this.embedder.fingerprint,
        embedding_dimensions: this.embedder.dimensions ?? null,
      },
      scope_breakdown: scopes.map((scope) => ({
        memory_scope: scope.scope,
        entity_count: scope.entities,
        relation_count: scope.relations,
        active_agents: scope.writers.length,
        pinned: scope.pinned,
        unembedded: scope.unembedded,
        storage_size_mb: toMegabytes(scope.bytes),
      })),
      performance_metrics: viewPerformance(
        caller,
        { ...this.figures.of(caller), since: this.figures.since },
        this.embedder.figures,
      ),
    };
  }

  async health(caller: Caller): Promise<MemoryHealth> {
    await this.report.reach(caller);
    const { found, at, until } = await this.report.integrity(caller);
    const hasModel = await this.report.hasModel();
    const orphans = found.orphanedRelations + found.orphanedFacts;
    const broken = found.brokenIndexes.join(', ');
    const checks: MemoryHealth['checks'] = [
      check('database_connectivity', true, 'The database answers.'),
      check(
        'embedding_model_loaded',
        hasModel,
        hasModel ? this.embedder.fingerprint : 'No model: memories are found by their words only.',
      ),
      check('index_integrity', broken === '', broken === '' ? 'All are valid.' : broken),
      check('orphaned_relations', orphans === 0, `${String(orphans)} without what they belong to.`),
      check('waiting_embeddings', true, `${String(found.unembedded)} entities wait for a vector.`),
    ];
    const isHealthy = checks.every(({ status }) => status === 'pass');
    return {
      status: isHealthy ? 'healthy' : 'degraded',
      checks,
      last_check: at.toISOString(),
      next_check: until.toISOString(),
    };
  }

  private async scopes(
    caller: Caller,
    { agent_id, ...target }: StatsOptions,
  ): Promise<ScopeStatistics[]> {
    if (agent_id !== undefined) {
      return this.report.statistics(caller, await this.places(caller, { ...target, agent_id }));
    }
    const wanted = target.memory_scope === 'agent-only' ? 'agent' : target.memory_scope;
    const scopes = await this.report.statistics(caller);
    return scopes.filter(({ scope }) => wanted === undefined || scope === wanted);
  }

  private async places(caller: Caller, target: MemoryTarget): Promise<Place[]> {
    return targetPlaces(target, await readSettings(this.registry, caller, target.agent_id));
  }
}

function isOfFacts(kind: string): boolean {
  return ['duplicates', 'contradictions', 'doubtful'].includes(kind);
}

type Check = MemoryHealth['checks'][number];

function check(name: Check['check'], isGood: boolean, detail: string): Check {
  return { check: name, status: isGood ? 'pass' : 'warning', detail };
}

function toMegabytes(bytes: number): number {
  return round(bytes / 1_048_576);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
