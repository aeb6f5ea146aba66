import type { Statement, Tx } from '#platform';
import type { Place } from '../place.js';
import { factColumns, inSight, type Fact } from './fact.repository.js';

/** A fact that waits for people, with what holds in answer to the same question. */
export interface WaitingFact extends Fact {
  /** Why people are to look at it. */
  readonly review_reason: string | null;
  readonly contradicts: readonly { readonly id: string; readonly content: string }[];
}

/** Indexes memory_observations_review and, for what it contradicts, memory_observations_of. */
const findWaiting: Statement = {
  name: 'memory.find-waiting',
  text: `
    select ${factColumns}, o.review_reason, coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'content', c.content) order by c.id)
      from memory_observations c
      where c.entity_id = o.entity_id and c.predicate = o.predicate and c.state = 'current'
    ), '[]') as contradicts
    from memory_observations o join memory_entities m on m.id = o.entity_id
    where o.state = 'review' and ${inSight} and ($3::text is null or o.id > $3)
    order by o.id limit $4`,
};

export async function findWaitingFacts(
  tx: Tx,
  places: readonly Place[],
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<WaitingFact[]> {
  const values = [tx.caller.workspace, places, after ?? null, limit];
  return tx.rows<WaitingFact & Record<string, unknown>>(findWaiting, values);
}
