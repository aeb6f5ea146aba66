import type { RecalledMemory, ToolOffer } from '../language-model.js';
import type { Mind } from './move.js';

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

/** Below this nothing offered has to do with the request (measured on MiniLM, see the int-spec). */
export const nearestTool = 0.38;
export const nearestMemory = 0.42;

export interface Choice<T> {
  readonly item: T;
  readonly similarity: number;
}

/** What of all that is at hand is nearest to a request. */
export interface Choices {
  readonly tool: Choice<ToolOffer> | undefined;
  readonly memory: Choice<RecalledMemory> | undefined;
}

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
  const spoken = tools.flatMap((tool) => textsOf(tool).map((text) => ({ item: tool, text })));
  const texts = [
    ...spoken.map(({ text }) => text),
    ...talk,
    ...memories.map(({ content }) => content),
  ];
  const near = texts.length === talk.length ? [] : await mind.similarities(request, texts);
  const talkFrom = spoken.length;
  const memoriesFrom = talkFrom + talk.length;
  const chatter = Math.max(...near.slice(talkFrom, memoriesFrom), 0);
  const tool = nearest(spoken.map(({ item }, index) => rate(item, near[index])));
  const memory = nearest(memories.map((item, index) => rate(item, near[memoriesFrom + index])));
  return {
    tool: tool && tool.similarity >= Math.max(nearestTool, chatter) ? tool : undefined,
    memory: memory && memory.similarity >= nearestMemory ? memory : undefined,
  };
}

function rate<T>(item: T, similarity: number | undefined): Choice<T> {
  return { item, similarity: similarity ?? 0 };
}

function textsOf({ name, description, examples = [] }: ToolOffer): string[] {
  return [`${name.replace(/[_.-]+/g, ' ')}: ${description}`, ...examples];
}

function nearest<T>(choices: readonly Choice<T>[]): Choice<T> | undefined {
  return choices.reduce<Choice<T> | undefined>(
    (best, next) => (best === undefined || next.similarity > best.similarity ? next : best),
    undefined,
  );
}
