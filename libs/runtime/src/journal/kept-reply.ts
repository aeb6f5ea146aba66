import type { JsonValue } from '#protocol';
import type { ModelReply } from '#llm';
import type { Step } from '#messaging';
import type { NamedFile } from '../files/named-files.js';
import type { ShownMemory } from '../memory/turn-memories.js';
import type { Capability } from '../prompt/system-prompt.js';
import type { StepLine } from './step-line.js';

/**
 * What a turn drew by chance, from the clock or out of memory. Another attempt draws the same, or it would ask the
 * model for something else and pay again.
 */
export interface Draw {
  /** Marks text of others in the prompt; nobody outside may know it. */
  readonly nonce: string;
  /** RFC 3339. */
  readonly now: string;
  /** What was remembered of the matter: it may be other things by now. @default none */
  readonly memories?: readonly ShownMemory[] | undefined;
  /** What the files are that the message names: they may be gone by now. @default none */
  readonly files?: readonly NamedFile[] | undefined;
  /** What others could be asked for: a turn that waited for days goes on with the same. */
  readonly neighbours?: readonly Capability[] | undefined;
}

/** An answer of a model as the journal keeps it. */
interface KeptReply {
  readonly reply: ModelReply;
  readonly draw: Draw;
  /** Of the prompt that it answers. Absent: from before prompts were counted. */
  readonly edition?: number;
}

/**
 * Of how prompts are put together. A version that does it otherwise counts this up: its turns go on with the
 * answers to earlier editions, in their order. A turn that waits for people may have been begun by another version.
 */
const promptEdition = 3;

export function keepReply(reply: ModelReply, draw: Draw): JsonValue {
  const kept: KeptReply = { reply, draw, edition: promptEdition };
  // Written as JSON in a moment, and read back as what it was.
  return kept as unknown as JsonValue;
}

/** The answer, letter by letter: ids of calls and signed thoughts are the provider's. */
export function recallReply(response: JsonValue | undefined): ModelReply {
  return (response as unknown as KeptReply).reply;
}

/** Whether an answer of a model is one to another edition of the prompt. */
export function answersOtherEdition({ state, response }: Step): boolean {
  return state === 'done' && (response as unknown as KeptReply).edition !== promptEdition;
}

/** What an earlier attempt drew, if it came to an answer. */
export function drawnBefore({ steps }: StepLine): Draw | undefined {
  const answered = steps.find(({ kind, state }) => kind === 'model' && state === 'done');
  return (answered?.response as KeptReply | undefined)?.draw;
}
