import type { Caller, Database, Tx } from '#platform';
import { readRelation, type WholeRelation } from '../graph/relation-history.repository.js';
import type { Place } from '../place.js';
import {
  findDerivedFacts,
  findFactOrigins,
  findFacts,
  findFactsSupersededBy,
  type Fact,
} from './fact.repository.js';
import { findRetractionsOf, listRetractions, type Retraction } from './retraction.repository.js';
import { findTakenBack, type TakenBack } from './taken-back.repository.js';
import { findWaitingFacts, type WaitingFact } from './review.repository.js';
import { findFactsLearnedWith, findUses, type Use } from './use.repository.js';

/** Where a fact comes from, and what became of it. */
export interface Origin {
  readonly fact: Fact;
  /** What it was derived from. */
  readonly derivedFrom: readonly Fact[];
  readonly supersedes: readonly Fact[];
  readonly supersededBy: Fact | undefined;
  readonly retractions: readonly Retraction[];
  readonly uses: readonly Use[];
  /** Of uses; the list holds the newest. */
  readonly useCount: number;
}

/** What depends on a fact. */
export interface Impact {
  readonly fact: Fact;
  /** What was derived from it, and from that: a retraction takes it along. */
  readonly derived: readonly Fact[];
  readonly uses: readonly Use[];
  readonly useCount: number;
  /** What was learned in turns that it was shown to: a retraction can have it looked at. */
  readonly learned: readonly Fact[];
}

/** Whether a relation was taken back, and which answers it led to what they used. */
export interface RelationOrigin {
  /** With every version that is kept, and who said it in which message. */
  readonly relation: WholeRelation;
  readonly retractions: readonly Retraction[];
  readonly uses: readonly Use[];
  readonly useCount: number;
}

/** What depends on a relation. */
export interface RelationImpact extends RelationOrigin {
  /** What was learned in turns that it led to something in. */
  readonly learned: readonly Fact[];
}

/** Of each list, at most. */
const most = 100;
/** Facts of one retraction in the list of retractions. */
const mostTakenBack = 20;
const nothing: TakenBack = { facts: [], total: 0, relations: [] };

/** Answers where facts come from and what depends on them. Reads only the places asked for. */
export class MemoryAudit {
  constructor(private readonly database: Database) {}

  /** Nothing when there is no such fact in these places. */
  why(caller: Caller, places: readonly Place[], id: string): Promise<Origin | undefined> {
    return this.database.read(caller, async (tx) => {
      const [fact] = await findFacts(tx, places, [id]);
      if (fact === undefined) return undefined;
      const successor = fact.superseded_by === null ? [] : [fact.superseded_by];
      const [supersededBy] = await findFacts(tx, places, successor);
      const { uses, total } = await findUses(tx, 'fact', id, most);
      return {
        fact,
        derivedFrom: await findFactOrigins(tx, places, id),
        supersedes: await findFactsSupersededBy(tx, places, fact),
        supersededBy,
        retractions: await findRetractionsOf(tx, 'fact', id),
        uses,
        useCount: total,
      };
    });
  }

  /** Nothing when there is no such fact in these places. */
  impact(caller: Caller, places: readonly Place[], id: string): Promise<Impact | undefined> {
    return this.database.read(caller, async (tx) => {
      const [fact] = await findFacts(tx, places, [id]);
      if (fact === undefined) return undefined;
      const derived = await findDerivedFacts(tx, places, [id], most);
      const { uses, total } = await findUses(tx, 'fact', id, most);
      const except = derived.map((other) => other.id);
      const terms = { subject: 'fact', id, except, limit: most } as const;
      const learned = await findFactsLearnedWith(tx, places, terms);
      return { fact, derived, uses, useCount: total, learned };
    });
  }

  /** Nothing when there is no such relation in these places. */
  whyRelation(
    caller: Caller,
    places: readonly Place[],
    id: string,
  ): Promise<RelationOrigin | undefined> {
    return this.database.read(caller, (tx) => originOf(tx, places, id));
  }

  /** Nothing when there is no such relation in these places. */
  impactOfRelation(
    caller: Caller,
    places: readonly Place[],
    id: string,
  ): Promise<RelationImpact | undefined> {
    return this.database.read(caller, async (tx) => {
      const origin = await originOf(tx, places, id);
      if (origin === undefined) return undefined;
      const terms = { subject: 'relation', id, except: [], limit: most } as const;
      return { ...origin, learned: await findFactsLearnedWith(tx, places, terms) };
    });
  }

  /** Those of the ids that are no facts in these places. */
  async missing(
    caller: Caller,
    places: readonly Place[],
    ids: readonly string[],
  ): Promise<string[]> {
    if (ids.length === 0) return [];
    const found = await this.database.read(caller, (tx) => findFacts(tx, places, ids));
    return ids.filter((id) => !found.some((fact) => fact.id === id));
  }

  /** Facts that wait for people, the oldest first. */
  waiting(
    caller: Caller,
    places: readonly Place[],
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<WaitingFact[]> {
    return this.database.read(caller, (tx) => findWaitingFacts(tx, places, page));
  }

  /** The newest first, each with what it took back. */
  retractions(
    caller: Caller,
    places: readonly Place[],
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<(Retraction & TakenBack)[]> {
    return this.database.read(caller, async (tx) => {
      const found = await listRetractions(tx, places, page);
      const ids = found.map(({ id }) => id);
      const taken = await findTakenBack(tx, places, ids, mostTakenBack);
      return found.map((one, index) => ({ ...one, ...(taken[index] ?? nothing) }));
    });
  }
}

async function originOf(
  tx: Tx,
  places: readonly Place[],
  id: string,
): Promise<RelationOrigin | undefined> {
  const relation = await readRelation(tx, places, id);
  if (relation === undefined) return undefined;
  const { uses, total } = await findUses(tx, 'relation', id, most);
  const retractions = await findRetractionsOf(tx, 'relation', id);
  return { relation, retractions, uses, useCount: total };
}
