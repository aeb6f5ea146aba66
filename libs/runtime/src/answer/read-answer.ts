import type { JsonObject } from '#protocol';
import type { ModelReply } from '#llm';
import { answerFiltered, answerUnusable, emptyAnswer } from '../faults/failures.js';
import { TurnFailed } from '../runtime.errors.js';
import { asContent, cleanJson, cleanText } from './clean-json.js';
import { parseObject } from './parse-object.js';

/**
 * The content of the reply: the JSON object that the model wrote, else the object that came with its
 * answer, else its text.
 * @throws {TurnFailed} when the answer is empty, withheld in whole or in part, or cannot be stored
 */
export function readAnswer(reply: ModelReply): JsonObject {
  // What came before the provider withheld the rest is no whole answer.
  if (reply.finishReason === 'content_filter') throw new TurnFailed(answerFiltered);
  const object = parseObject(reply.text) ?? reply.structured;
  if (object === undefined && cleanText(reply.text).trim() === '')
    throw new TurnFailed(emptyAnswer);
  const cleaned = cleanJson(object ?? { text: reply.text.trim() });
  if (cleaned.kind === 'faulty') throw new TurnFailed(answerUnusable(cleaned.fault.message));
  return asContent(cleaned.value);
}
