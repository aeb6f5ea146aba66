import type { MemoryPerformance } from '#protocol';
import type { EmbedderFigures } from '#embeddings';
import type { MemoryTimes } from '#memory';
import { defaultWorkspace, type Caller } from '#platform';
import { round } from './memory-views.js';

/** What only the workspace that manages the others is told: everybody's texts go through one model. */
const untold: Pick<EmbedderFigures, 'known' | 'made' | 'busyMs'> = { known: 0, made: 0, busyMs: 0 };

/** How fast the caller's memory was in this process; what was never done has no figure. */
export function viewPerformance(
  { workspace }: Pick<Caller, 'workspace'>,
  { searches, writes, since }: MemoryTimes & { readonly since: Date },
  embedder: EmbedderFigures,
): MemoryPerformance {
  const { known, made, busyMs } = workspace === defaultWorkspace ? embedder : untold;
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
