import type { Ranked } from '#embeddings';
import type { RecalledMemory, ToolOffer } from '../language-model.js';
import type { Mind, Spoken } from './move.js';

/** Requests that no tool serves: what is nearest to one of these is talk. */
const talk = [
  'Hello, how are you?',
  'Thank you very much, that was helpful.',
  'Who are you and what can you do?',
  'Tell me a joke.',
  'Write a poem about the sea.',
  'What is the meaning of life?',
  'Explain how photosynthesis works.',
  'Do you like music?',
  'Give me your opinion on politics.',
  'Remember this for later.',
];

/** Below these nothing at hand has to do with the request (measured on MiniLM, see the int-spec). */
const nearestTool = 0.38;
const nearestMemory = 0.42;

/** What of all that is at hand is nearest to a request. */
export interface Choices {
  readonly tool: Ranked<ToolOffer> | undefined;
  readonly memory: Ranked<RecalledMemory> | undefined;
}

/** One thing that a request may be near to. */
type Thing =
  | { readonly kind: 'tool'; readonly tool: ToolOffer }
  | { readonly kind: 'memory'; readonly memory: RecalledMemory }
  | { readonly kind: 'talk' };

/**
 * The tool and the memory nearest to the request, each if it is near enough. A tool is as near as
 * the nearest of its description and its examples, and nearer than anything that is mere talk.
 */
export async function chooseNearest(
  request: string,
  tools: readonly ToolOffer[],
  memories: readonly RecalledMemory[],
  mind: Mind,
): Promise<Choices> {
  if (tools.length + memories.length === 0) return { tool: undefined, memory: undefined };
  const ranked = await mind.rank(request, [
    ...tools.flatMap((tool) => textsOf(tool).map((text) => spoken({ kind: 'tool', tool }, text))),
    ...memories.map((memory) => spoken({ kind: 'memory', memory }, memory.content)),
    ...talk.map((text) => spoken({ kind: 'talk' }, text)),
  ]);
  const [first] = ranked.filter(({ item }) => item.kind !== 'memory');
  const memory = ranked.find(({ item }) => item.kind === 'memory');
  return { tool: asTool(first), memory: asMemory(memory) };
}

function asTool(ranked: Ranked<Thing> | undefined): Ranked<ToolOffer> | undefined {
  if (ranked?.item.kind !== 'tool' || ranked.similarity < nearestTool) return undefined;
  return { item: ranked.item.tool, similarity: ranked.similarity };
}

function asMemory(ranked: Ranked<Thing> | undefined): Ranked<RecalledMemory> | undefined {
  if (ranked?.item.kind !== 'memory' || ranked.similarity < nearestMemory) return undefined;
  return { item: ranked.item.memory, similarity: ranked.similarity };
}

function spoken(item: Thing, text: string): Spoken<Thing> {
  return { item, text };
}

function textsOf({ name, description, examples = [] }: ToolOffer): string[] {
  return [`${name.replace(/[_.-]+/g, ' ')}: ${description}`, ...examples];
}
