import type { ComposedAnswer } from './move.js';
import type { Reading } from './reading.js';
import { quoted } from './wording.js';

/** A memory this near to the request is told beside what was found. */
const nearEnough = 0.5;
const mostTold = 3;

/** Adds what is remembered of the matter, named as memory and not as a finding. */
export function rememberAlongside({ memories }: Reading, composed: ComposedAnswer): ComposedAnswer {
  const { text, structured } = composed;
  const near = memories
    .filter(({ similarity }) => (similarity ?? 0) >= nearEnough)
    .slice(0, mostTold);
  const { insights } = structured;
  if (near.length === 0 || !Array.isArray(insights)) return composed;
  const told = near.map(({ entity, content }) => `From memory (${entity}): ${quoted(content)}`);
  return {
    text: [text, ...told.map((line) => `- ${line}`)].join('\n'),
    structured: {
      ...structured,
      insights: [...(insights as readonly string[]), ...told],
      memory_used: near.map(({ entity }) => entity),
    },
  };
}
