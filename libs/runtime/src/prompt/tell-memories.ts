import type { ShownMemory } from '../memory/turn-memories.js';
import { clipToTokens, estimateTokens } from './tokens.js';

/** No memory may take more of the budget than this share. */
const largestShare = 0.5;

/** Memories that fit into a prompt, and the text that tells them. */
export interface ToldMemories {
  readonly memories: readonly ShownMemory[];
  /** One a line, the most useful first. Empty without any. */
  readonly text: string;
}

/**
 * Takes memories in their order as long as they fit into `tokens`; a very long one is cut. One that does
 * not fit leaves room for shorter ones after it.
 */
export function tellMemories(memories: readonly ShownMemory[], tokens: number): ToldMemories {
  const kept: ShownMemory[] = [];
  const lines: string[] = [];
  let left = tokens;
  for (const memory of memories) {
    const line = tell(memory, Math.floor(tokens * largestShare));
    const cost = estimateTokens(line);
    if (cost > left) continue;
    left -= cost;
    kept.push(memory);
    lines.push(line);
  }
  return { memories: kept, text: lines.join('\n') };
}

function tell({ entity, type, content }: ShownMemory, tokens: number): string {
  return `- ${entity} (${type}): ${clipToTokens(content.replaceAll('\n', '; '), tokens)}`;
}
