import type { Statement, Tx } from '#platform';
import { everyWorkspace } from '../place.js';
import { factColumns, inSight, type Fact, type Sight } from './fact.repository.js';

/**
 * Answers that an entity went into while a fact about it held; index memory_uses_pk. Only those of the
 * caller's workspace: what others did with a global memory is theirs.
 */
const usesOf = (observation: '$2' | '$3'): string => `
  select u.message_id, u.used_at from memory_uses u
  join memory_observations o on o.entity_id = u.entity_id
  where o.id = ${observation} and u.workspace_id = $1 and u.used_at >= o.created_at
    and (o.valid_to is null or u.used_at < o.valid_to)`;

const listUses: Statement = {
  name: 'memory.list-uses',
  text: `
    select u.message_id, u.used_at, count(*) over ()::int as total from (${usesOf('$2')}) u
    order by u.used_at desc, u.message_id limit $3`,
};

/** What was learned in the turns that used it; indexes memory_uses_pk and memory_observations_source. */
const findLearned: Statement = {
  name: 'memory.find-learned',
  text: `
    select ${factColumns} from (${usesOf('$3')}) u
    join memory_observations o
      on o.source_message_id = u.message_id and o.workspace_id in ($1, '${everyWorkspace}')
    join memory_entities m on m.id = o.entity_id
    where ${inSight} and o.id <> $3 and o.id <> all($4::text[]) order by o.id limit $5`,
};

/** An answer that an entity went into. */
export interface Use {
  /** The message that was being answered. */
  readonly message_id: string;
  readonly used_at: Date;
}

/** The newest first, and how many there are in all. */
export async function findUses(
  tx: Tx,
  observationId: string,
  limit: number,
): Promise<{ total: number; uses: Use[] }> {
  const found = await tx.rows<Use & { total: number } & Record<string, unknown>>(listUses, [
    tx.caller.workspace,
    observationId,
    limit,
  ]);
  const [first] = found;
  return { total: first?.total ?? 0, uses: found };
}

/** Facts that were learned in turns that a fact was shown to, apart from some. */
export async function findFactsLearnedWith(
  tx: Tx,
  places: Sight,
  observationId: string,
  { except, limit }: { readonly except: readonly string[]; readonly limit: number },
): Promise<Fact[]> {
  return tx.rows<Fact & Record<string, unknown>>(findLearned, [
    tx.caller.workspace,
    places,
    observationId,
    except,
    limit,
  ]);
}
