import type { Statement, Tx } from '#platform';
import { everyWorkspace } from '../place.js';
import { chooseWords, mostRanked, type WeighedWord } from './choose-words.js';
import type { RecalledEntity, RecallQuery } from './recall-query.js';
import { columns, filterOf, fits, readRow, type RecallRow } from './recall.repository.js';

/** The latest memories of each place that are searched for words that very many hold. */
const mostLatest = 2_000;

/** Any of the words, not all of them: people ask in sentences. */
export const anyWord = `
  nullif(replace(plainto_tsquery('english', $6)::text, '&', '|'), '')::tsquery`;

/** Any of the given words, which are in the index as they stand here. */
export const anyGivenWord = `(
  select string_agg('''' || replace(replace(word, '\\', '\\\\'), '''', '''''') || '''', '|')
  from unnest($8::text[]) word)::tsquery`;

/**
 * About how many memories hold each word of a text, wherever they are: as Postgres counted last. Of words
 * that it has not noted it knows only that they are rarer than those that it has.
 */
const weighWords: Statement = {
  name: 'memory.weigh-words',
  text: `
    with counted as (
      select words, shares from memory_word_shares(current_schema())),
    noted as (
      select word, share from counted, unnest(words, shares) as n(word, share) where word is not null),
    whole as (
      select greatest(reltuples, 0) as entities from pg_class
      where oid = 'memory_entities'::regclass and reltuples > $2)
    select asked.word,
      coalesce(noted.share, (select min(share) / 2 from noted), 0) * whole.entities as holders
    from whole, unnest(tsvector_to_array(to_tsvector('english', $1))) asked(word)
    left join noted on noted.word = asked.word`,
};

/** The best rank first; index memory_entities_words. */
const findByWords: Statement = {
  name: 'memory.find-by-words',
  text: `
    select ${columns}, null::float8 as similarity, ts_rank_cd(m.words, q.query) as rank,
      m.words @@ plainto_tsquery('english', $6) as has_all_words
    from (select ${anyWord} as query) q, memory_entities m
    where m.words @@ q.query and ${fits}
    order by ts_rank_cd(m.words, q.query) desc, m.updated_at desc, m.id limit $7`,
};

/**
 * The same where very many hold some of the words: among those that hold one of the others, and among the
 * latest of each place; indexes memory_entities_words and memory_entities_recent.
 */
const findByRareWords: Statement = {
  name: 'memory.find-by-rare-words',
  text: `
    with q as materialized (select ${anyWord} as query, ${anyGivenWord} as rare),
    ranked as (
      select m.id, m.updated_at, ts_rank_cd(m.words, q.query) as rank
      from q, memory_entities m where m.words @@ q.rare and ${fits}
      union
      select m.id, m.updated_at, ts_rank_cd(m.words, q.query)
      from q, unnest($2::text[]) at(place) cross join lateral (
        select id, workspace_id, place, type, state, words, valid_from, valid_to, created_at, updated_at
        from memory_entities
        where place = at.place
          and workspace_id = case at.place when 'global' then '${everyWorkspace}' else $1 end
        order by updated_at desc limit ${String(mostLatest)}) m
      where m.words @@ q.query and ${fits}),
    best as (select id, rank from ranked order by rank desc, updated_at desc, id limit $7)
    select ${columns}, null::float8 as similarity, best.rank,
      m.words @@ plainto_tsquery('english', $6) as has_all_words
    from best join memory_entities m on m.id = best.id
    order by best.rank desc, m.updated_at desc, m.id`,
};

/** By words, the best first; of those that very many hold, among the latest only. */
export async function findEntitiesByWords(
  tx: Tx,
  query: RecallQuery,
  limit: number,
): Promise<RecalledEntity[]> {
  type Row = RecallRow & Record<string, unknown>;
  const rare = await findRareWords(tx, query.text);
  const values = [...filterOf(tx, query), query.text, limit];
  return toRanked(
    rare === undefined
      ? await tx.rows<Row>(findByWords, values)
      : await tx.rows<Row>(findByRareWords, [...values, rare]),
  );
}

/** The words of a text to look for, where very many hold the others; nothing where not. */
export async function findRareWords(tx: Tx, text: string): Promise<readonly string[] | undefined> {
  type Row = WeighedWord & Record<string, unknown>;
  return chooseWords(await tx.rows<Row>(weighWords, [text, mostRanked]));
}

/** With ranks relative to the best of them. */
function toRanked(rows: readonly RecallRow[]): RecalledEntity[] {
  const best = Math.max(...rows.map(({ rank }) => rank), Number.MIN_VALUE);
  return rows.map((row) => readRow({ ...row, rank: row.rank / best }));
}
