import { systemCaller, type Database } from '#platform';

/** Pseudo-random numbers in [0, 1) that are the same in every run. */
function dice(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const topics = 40;

/** A vector of length 1 near one of 40 topics, as vectors of texts are; the same for the same number. */
export function spreadVector(n: number, dimensions = 384): Float32Array {
  const own = dice(n + 1);
  const topic = dice(1_000_000 + (n % topics));
  const vector = Float32Array.from(
    { length: dimensions },
    () => topic() - 0.5 + 0.8 * (own() - 0.5),
  );
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

const insert = {
  name: 'test.insert-crowd',
  text: `
    with given as (
      select * from unnest($1::text[], $2::text[], $3::text[]) as g(id, place, embedding)),
    entities as (
      insert into memory_entities (id, workspace_id, place, name, type, content, words, embedded_as, created_by)
      select id, 'default', place, id, 'insight', id, to_tsvector('simple', id), $4, 'test' from given)
    insert into memory_embeddings
      (entity_id, fingerprint, chunk, workspace_id, place, dimensions, embedding, settled)
    select id, $4, 0, 'default', place, vector_dims(embedding::vector), embedding::vector, $5
    from given`,
};

/** Many entities, with vectors, stored at once. */
export async function aCrowd(
  database: Database,
  {
    count,
    placeOf,
    settled = true,
  }: { count: number; placeOf: (n: number) => string; settled?: boolean },
): Promise<void> {
  const numbers = Array.from({ length: count }, (_value, n) => n);
  for (let at = 0; at < count; at += 500) {
    const part = numbers.slice(at, at + 500);
    await database.read(systemCaller, (tx) =>
      tx.rows(insert, [
        part.map((n) => `crowd-${String(n)}`),
        part.map(placeOf),
        part.map((n) => `[${[...spreadVector(n)].join(',')}]`),
        'topics:1:384',
        settled,
      ]),
    );
  }
}
