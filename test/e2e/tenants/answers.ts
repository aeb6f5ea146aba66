import type { Answer, Call } from './tenant.js';

/** What an answer tells beside what it repeats of the request. */
export function newsIn({ text }: Answer, { path, body }: Call): string {
  const sent = typeof body === 'object' ? leavesOf(body) : [];
  return [...path.split(/[/?&=]/).map(decodeURIComponent), ...sent]
    .filter((part) => part.length > 3)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, part) => rest.replaceAll(part, '·'), text);
}

function leavesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(leavesOf);
}

/**
 * What changes by itself from one answer to the next: times, figures of the last seconds, what the model did so far, and
 * how often was asked.
 */
const changing =
  /"(?:uptime|last_[a-z]+|\w+_at|timestamp|request_id|embeddings\w*|cache_hit_rate|searches|avg_\w+|success_rate|load|waiting|failures|storage_size_mb|next_check|as_of|checked|started|turns_\w+|\w*_ms|p\d\d)":\s*(?:"[^"]*"|[\d.]+|null)/g;

/** An answer as it stays while nobody changes anything. */
export const lasting = ({ status, text }: Answer): string =>
  `${String(status)} ${text.replaceAll(changing, '')}`;
