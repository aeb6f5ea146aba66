/** An export of very many entities in 50 groups of vectors, as lines; the same every time. */
export function* composeCrowd(
  count: number,
  model: string,
  dimensions = 384,
): Generator<string, void> {
  const chance = drawsFrom(42);
  const groups = Array.from({ length: 50 }, () => vectorOf(dimensions, chance));
  yield '{"record":"export_metadata","version":"1.0"}\n';
  for (let n = 0; n < count; n += 1) {
    const group = groups[n % groups.length] ?? [];
    const embedding = vectorOf(dimensions, chance).map((value, at) =>
      round(value + (group[at] ?? 0)),
    );
    yield `${JSON.stringify({
      record: 'entity',
      entity_name: `entity_${String(n)}`,
      entity_type: 'insight',
      observations: [`What is known of number ${String(n)}, in some more words than that`],
      embeddings: [{ model, chunk: 0, embedding }],
    })}\n`;
  }
  yield `{"record":"end","entities":${String(count)},"relations":0}\n`;
}

/** About as long as 1. */
function vectorOf(dimensions: number, chance: () => number): number[] {
  return Array.from({ length: dimensions }, () => ((chance() - 0.5) * 3.4) / Math.sqrt(dimensions));
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/** Numbers from 0 to 1 out of a seed (mulberry32). */
function drawsFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
