import { z } from 'zod';
import type { ModelReply } from '#llm';
import { cleanJson } from '../answer/clean-json.js';
import { parseObject } from '../answer/parse-object.js';
import type { LearnedFact } from './lesson.js';

/** Facts of one turn beyond these are not facts but a transcript. */
const mostFacts = 20;

const fact = z.object({
  subject: z.string().trim().min(1).max(200),
  type: z.string().trim().min(1).max(64).catch('fact'),
  predicate: z.string().trim().min(1).max(100).optional().catch(undefined),
  content: z.string().trim().min(1).max(2_000),
  confidence: z.number().min(0).max(1).catch(0.6),
});

/**
 * The facts in a model's answer. What is no fact is left out: a model that does not keep to the form has
 * found nothing, and is not asked again.
 */
export function readFacts(reply: Pick<ModelReply, 'text' | 'structured'>): LearnedFact[] {
  const object = reply.structured ?? parseObject(reply.text);
  const cleaned = cleanJson(object ?? {});
  const parsed = z
    .object({ facts: z.array(z.unknown()) })
    .safeParse(cleaned.kind === 'clean' ? cleaned.value : {});
  const facts = parsed.success ? parsed.data.facts : [];
  return facts.slice(0, mostFacts).flatMap((each) => {
    const read = fact.safeParse(each);
    return read.success ? [read.data] : [];
  });
}
