import type { Statement, Tx } from '#platform';
import type { QueryVector, RecalledEntity, RecallQuery } from './recall-query.js';
import { columns, filterOf, fits, readRow, type RecallRow } from './recall.repository.js';
import { anyGivenWord, anyWord, findRareWords } from './words.repository.js';

/** Entities without vectors that one search looks at. */
const mostMeasured = 20;
/** Of those, so many at least that share words with the query, and so many that are the latest. */
const half = 10;
/** Further back than this, only what shares words with the query is looked for. */
const mostLatest = 200;

/**
 * What has no vectors of this model: of the latest of all, those in the places asked for; and where there
 * are more than those, what holds the words. The indexes memory_entities_unembedded and
 * memory_entities_model are read from their ends, memory_entities_words only where very many wait. Ids
 * sort by time.
 */
const findLikeliest: Statement = {
  name: 'memory.find-pending',
  text: `
    with latest as materialized (
      (select id from memory_entities where embedded_as is null order by id desc limit ${String(mostLatest)})
      union all
      (select id from memory_entities where embedded_as < $7
       order by embedded_as desc, id desc limit ${String(mostLatest)})
      union all
      (select id from memory_entities where embedded_as > $7
       order by embedded_as desc, id desc limit ${String(mostLatest)})),
    q as materialized (
      select ${anyWord} as query,
        case when $8::text[] is null then ${anyWord} else ${anyGivenWord} end as rare),
    likely as (
      (select m.id, least(
          row_number() over (order by ts_rank_cd(m.words, q.query) desc nulls last, m.updated_at desc, m.id),
          ${String(half)} + row_number() over (order by m.updated_at desc, m.id)) as turn
        from latest join memory_entities m on m.id = latest.id cross join q where ${fits})
      union all
      (select m.id, row_number() over (order by ts_rank_cd(m.words, q.query) desc, m.id)
        from q, memory_entities m
        where (select count(*) from latest) >= ${String(mostLatest)}
          and m.words @@ q.rare and m.embedded_as is distinct from $7 and ${fits}
        order by 2 limit ${String(half)})),
    chosen as (
      select id, min(turn) as turn from likely group by id order by 2, 1 limit ${String(mostMeasured)})
    select ${columns}, null::float8 as similarity, 0::real as rank, false as has_all_words
    from chosen join memory_entities m on m.id = chosen.id order by chosen.turn, m.id`,
};

/**
 * Those in the places of a query that have no vectors of what they say now and are likely to be meant, the
 * likeliest first.
 */
export async function findPending(
  tx: Tx,
  query: RecallQuery,
  { fingerprint }: QueryVector,
): Promise<RecalledEntity[]> {
  const rare = await findRareWords(tx, query.text);
  const values = [...filterOf(tx, query), query.text, fingerprint, rare];
  const rows = await tx.rows<RecallRow & Record<string, unknown>>(findLikeliest, values);
  return rows.map(readRow);
}
