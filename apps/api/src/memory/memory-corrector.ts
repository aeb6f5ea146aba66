import {
  ProtocolError,
  type FactAccepted,
  type FactsRetracted,
  type MemoryDecision,
  type RelationRetracted,
  type RetractFact,
  type RetractRelation,
  type RetractionUndone,
} from '#protocol';
import { answerOnce, type IdempotencyClaim } from '#idempotency';
import type { Caller, Database, Tx } from '#platform';
import type { AgentRegistry } from '#agents';
import {
  acceptFact,
  findStandingFacts,
  retractFacts,
  retractRelation,
  undoRetraction,
  type Fact,
  type Memory,
  type Place,
  type RetractionOrder,
} from '#memory';
import { unknownFact } from './memory-auditor.js';
import { viewFact, viewRetracted } from './memory-fact-views.js';
import { unknownRelation } from './unknown-relation.js';
import { unknownEntities } from './memory-ledger.js';
import { viewRelation, viewTaken } from './memory-relation-views.js';
import { readSettings, targetPlaces, type MemoryTarget } from './memory-place.js';

/** Corrects the memory of an agent, on behalf of a client: retracts, undoes, accepts, rejects. */
export class MemoryCorrector {
  constructor(
    private readonly database: Database,
    private readonly memory: Memory,
    private readonly registry: AgentRegistry,
  ) {}

  /** @throws {ProtocolError} AGENT_NOT_FOUND; MEMORY_NOT_FOUND; MEMORY_FACT_SETTLED */
  retract(
    caller: Caller,
    id: string,
    { reason, review_learned: doubtLearned, ...target }: RetractFact,
    claim?: IdempotencyClaim,
  ): Promise<FactsRetracted> {
    return this.correct(caller, target, claim, async (tx, places, touch) =>
      take(tx, { places, observations: [id], reason, doubtLearned }, touch),
    );
  }

  /**
   * Every fact about an entity that holds or waits.
   * @throws {ProtocolError} AGENT_NOT_FOUND; MEMORY_NOT_FOUND
   */
  retractEntity(
    caller: Caller,
    name: string,
    { reason, review_learned: doubtLearned, ...target }: RetractFact,
    claim?: IdempotencyClaim,
  ): Promise<FactsRetracted> {
    return this.correct(caller, target, claim, async (tx, places, touch) => {
      const observations = await findStandingFacts(tx, places, name);
      if (observations.length === 0) throw unknownEntities([name]);
      return take(tx, { places, observations, reason, doubtLearned }, touch);
    });
  }

  /** @throws {ProtocolError} AGENT_NOT_FOUND; MEMORY_NOT_FOUND; MEMORY_FACT_SETTLED */
  retractRelation(
    caller: Caller,
    relation: string,
    { reason, review_learned: doubtLearned, ...target }: RetractRelation,
    claim?: IdempotencyClaim,
  ): Promise<RelationRetracted> {
    return this.correct(caller, target, claim, async (tx, places, touch) => {
      const outcome = await retractRelation(tx, { places, relation, reason, doubtLearned });
      if (outcome.kind === 'unknown') throw unknownRelation(relation);
      if (outcome.kind === 'settled') throw settled(outcome.relation);
      touch(outcome.entities);
      return {
        retraction_id: outcome.id,
        relation: viewRelation(outcome.relation),
        to_review: outcome.changed.map(({ fact }) => viewFact(fact)),
      };
    });
  }

  /** @throws {ProtocolError} AGENT_NOT_FOUND; MEMORY_NOT_FOUND; MEMORY_FACT_SETTLED */
  undo(
    caller: Caller,
    id: string,
    target: MemoryDecision,
    claim?: IdempotencyClaim,
  ): Promise<RetractionUndone> {
    return this.correct(caller, target, claim, async (tx, places, touch) => {
      const outcome = await undoRetraction(tx, places, id);
      if (outcome.kind === 'unknown') throw unknownRetraction(id, outcome.keptForDays);
      if (outcome.kind === 'settled') {
        const undone_at = outcome.retraction.undone_at?.toISOString() ?? null;
        throw new ProtocolError('MEMORY_FACT_SETTLED', `'${id}' was undone before`, { undone_at });
      }
      touch(outcome.entities);
      return {
        retraction_id: id,
        undone_at: outcome.at.toISOString(),
        changed: outcome.changed.map(({ fact }) => viewFact(fact)),
        relations: outcome.relations.map(viewTaken),
      };
    });
  }

  /** @throws {ProtocolError} AGENT_NOT_FOUND; MEMORY_NOT_FOUND; MEMORY_FACT_SETTLED */
  accept(
    caller: Caller,
    id: string,
    target: MemoryDecision,
    claim?: IdempotencyClaim,
  ): Promise<FactAccepted> {
    return this.correct(caller, target, claim, async (tx, places, touch) => {
      const outcome = await acceptFact(tx, places, id);
      if (outcome.kind === 'unknown') throw unknownFact(id);
      if (outcome.kind === 'settled') throw settled(outcome.fact);
      touch(outcome.entities);
      return { fact: viewFact(outcome.fact), superseded: outcome.superseded.map(viewFact) };
    });
  }

  /**
   * A retraction of a fact that waits, so that it can be undone.
   * @throws {ProtocolError} AGENT_NOT_FOUND; MEMORY_NOT_FOUND; MEMORY_FACT_SETTLED
   */
  reject(
    caller: Caller,
    id: string,
    { reason = 'Rejected in review.', ...target }: MemoryDecision,
    claim?: IdempotencyClaim,
  ): Promise<FactsRetracted> {
    return this.correct(caller, target, claim, async (tx, places, touch) =>
      take(tx, { places, observations: [id], reason, onlyWaiting: true }, touch),
    );
  }

  /** What was changed gets its vectors after the commit. */
  private async correct<Answer extends object>(
    caller: Caller,
    target: MemoryTarget,
    claim: IdempotencyClaim | undefined,
    work: (
      tx: Tx,
      places: Place[],
      touch: (entities: readonly string[]) => void,
    ) => Promise<Answer>,
  ): Promise<Answer> {
    const settings = await readSettings(this.registry, caller, target.agent_id);
    const places = targetPlaces(target, settings);
    let touched: readonly string[] = [];
    const answer = await answerOnce(this.database, caller, claim, (tx) =>
      work(tx, places, (entities) => {
        touched = entities;
      }),
    );
    await this.memory.renew(touched);
    return answer;
  }
}

async function take(
  tx: Tx,
  order: RetractionOrder,
  touch: (entities: readonly string[]) => void,
): Promise<FactsRetracted> {
  const outcome = await retractFacts(tx, order);
  if (outcome.kind === 'unknown') throw unknownFact(order.observations[0] ?? '');
  if (outcome.kind === 'settled') throw settled(outcome.fact);
  touch(outcome.entities);
  return viewRetracted(outcome.id, outcome.changed);
}

function unknownRetraction(id: string, keptForDays: number | null): ProtocolError {
  const days = `those of more than ${String(keptForDays)} days ago (max_retractions_days)`;
  const gone = keptForDays === null ? '' : `; ${days} are forgotten and cannot be undone`;
  return new ProtocolError(
    'MEMORY_NOT_FOUND',
    `'${id}' is no retraction that is kept here${gone}`,
    {
      suggestion: 'Use GET /api/v1/memory/retractions to see those that are kept',
    },
  );
}

function settled({ id, state }: Pick<Fact, 'id' | 'state'>): ProtocolError {
  return new ProtocolError('MEMORY_FACT_SETTLED', `'${id}' is ${state}`, { state });
}
