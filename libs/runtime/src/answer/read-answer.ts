import type { JsonObject } from '#protocol';
import type { ModelReply } from '#llm';
import { answerFiltered, answerUnusable, emptyAnswer } from '../faults/failures.js';
import { TurnFailed } from '../runtime.errors.js';
import { asContent, cleanJson, cleanText } from './clean-json.js';

/** A whole answer in a Markdown fence, as models like to give JSON. */
const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/i;

/**
 * The content of the reply: the JSON object that the model wrote, else the object that came with its
 * answer, else its text. `memory_used` is always there, as the contract prints it.
 * @throws {TurnFailed} when the answer is empty, withheld or cannot be stored
 */
export function readAnswer(reply: ModelReply): JsonObject {
  const object = parseObject(reply.text) ?? reply.structured;
  if (object === undefined && cleanText(reply.text).trim() === '') {
    throw new TurnFailed(reply.finishReason === 'content_filter' ? answerFiltered : emptyAnswer);
  }
  const cleaned = cleanJson(object ?? { text: reply.text.trim() });
  if (cleaned.kind === 'faulty') throw new TurnFailed(answerUnusable(cleaned.fault.message));
  return { memory_used: [], ...asContent(cleaned.value) };
}

function parseObject(text: string): JsonObject | undefined {
  const body = fenced.exec(text)?.[1] ?? text;
  if (!body.trimStart().startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
