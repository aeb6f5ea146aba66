import type { Statement, Tx } from '#platform';
import { everyWorkspace } from '../place.js';
import { factColumns, inSight, type Fact, type Sight } from './fact.repository.js';

/** What was used: a fact, or a relation that led to what was used. */
export type Subject = 'fact' | 'relation';

/**
 * Answers that a subject went into. Only those of the caller's workspace: what others did with a global memory
 * is theirs. Of a fact: answers that its entity went into while it held; index memory_uses_pk. Of a relation:
 * index memory_relation_uses_pk.
 */
const usesOf: Record<Subject, (id: '$2' | '$3') => string> = {
  fact: (id) => `
    select u.message_id, u.used_at from memory_uses u
    join memory_observations o on o.entity_id = u.entity_id
    where o.id = ${id} and u.workspace_id = $1 and u.used_at >= o.created_at
      and (o.valid_to is null or u.used_at < o.valid_to)`,
  relation: (id) => `
    select u.message_id, u.used_at from memory_relation_uses u
    where u.relation_id = ${id} and u.workspace_id = $1`,
};

const listOf = (subject: Subject): Statement => ({
  name: `memory.list-uses-of-${subject}`,
  text: `
    select u.message_id, u.used_at, count(*) over ()::int as total from (${usesOf[subject]('$2')}) u
    order by u.used_at desc, u.message_id limit $3`,
});
const listUses = { fact: listOf('fact'), relation: listOf('relation') };

/** What was learned in the turns that used it; index memory_observations_source. */
const learnedWith = (subject: Subject): Statement => ({
  name: `memory.find-learned-with-${subject}`,
  text: `
    select ${factColumns} from (${usesOf[subject]('$3')}) u
    join memory_observations o
      on o.source_message_id = u.message_id and o.workspace_id in ($1, '${everyWorkspace}')
    join memory_entities m on m.id = o.entity_id
    where ${inSight} and o.id <> $3 and o.id <> all($4::text[]) order by o.id limit $5`,
});
const findLearned = { fact: learnedWith('fact'), relation: learnedWith('relation') };

/** An answer that something went into. */
export interface Use {
  /** The message that was being answered. */
  readonly message_id: string;
  readonly used_at: Date;
}

/** The newest first, and how many there are in all. */
export async function findUses(
  tx: Tx,
  subject: Subject,
  id: string,
  limit: number,
): Promise<{ total: number; uses: Use[] }> {
  const found = await tx.rows<Use & { total: number } & Record<string, unknown>>(
    listUses[subject],
    [tx.caller.workspace, id, limit],
  );
  const [first] = found;
  return { total: first?.total ?? 0, uses: found };
}

/** What was learned with a subject, apart from some. */
export interface LearnedTerms {
  readonly subject: Subject;
  readonly id: string;
  readonly except: readonly string[];
  readonly limit: number;
}

/** Facts that were learned in turns that a subject was used in. */
export async function findFactsLearnedWith(
  tx: Tx,
  places: Sight,
  { subject, id, except, limit }: LearnedTerms,
): Promise<Fact[]> {
  return tx.rows<Fact & Record<string, unknown>>(findLearned[subject], [
    tx.caller.workspace,
    places,
    id,
    except,
    limit,
  ]);
}
