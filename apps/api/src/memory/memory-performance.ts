import type { MemoryPerformance } from '#protocol';
import type { EmbedderFigures } from '#embeddings';
import type { MemoryFigures } from '#memory';
import { round } from './memory-views.js';

/** How fast memory was in this process; what was never done has no figure. */
export function viewPerformance(
  { searches, writes, since }: MemoryFigures,
  { known, made, busyMs }: EmbedderFigures,
): MemoryPerformance {
  return {
    avg_search_time_ms: told(searches.average),
    avg_storage_time_ms: told(writes.average),
    cache_hit_rate: known + made === 0 ? null : round(known / (known + made)),
    embeddings_per_second: busyMs === 0 ? null : round((made * 1_000) / busyMs),
    searches: searches.count,
    writes: writes.count,
    measured_since: since.toISOString(),
  };
}

function told(figure: number | undefined): number | null {
  return figure === undefined ? null : round(figure);
}
