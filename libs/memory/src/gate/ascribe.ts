import type { Tx } from '#platform';
import type { Place } from '../place.js';
import type { NewMemory, NewObservation } from '../write/new-memory.js';
import { findKnownAnswers, lockLearning, type KnownAnswer } from './known-answer.repository.js';
import { saysTheSame, wordsOf } from './what-it-says.js';

/** A fact that answers a question. */
type Answer = NewObservation & { readonly predicate: string };

/**
 * Ascribes answers that are known under another name to that name, so that they confirm what is known
 * there and do not stand beside it. Where the own name has an answer already the new one goes there:
 * it may contradict it, and what is contradicted must not go on holding.
 */
export async function ascribe(
  tx: Tx,
  place: Place,
  memories: readonly NewMemory[],
): Promise<NewMemory[]> {
  const single = memories.flatMap((memory) =>
    memory.observations.map((fact) => ({ ...memory, observations: [fact] })),
  );
  const answers = single.flatMap(({ observations }) => observations.filter(isAnswer));
  if (answers.length > 0) await lockLearning(tx, place);
  const ascribed: NewMemory[] = [];
  for (const memory of single) {
    const [fact] = memory.observations;
    const known =
      fact !== undefined && isAnswer(fact)
        ? await findElsewhere(tx, place, memory.name, fact)
        : undefined;
    ascribed.push(known === undefined ? memory : confirm(memory, known));
  }
  return ascribed;
}

function isAnswer(fact: NewObservation): fact is Answer {
  return fact.predicate !== undefined;
}

async function findElsewhere(
  tx: Tx,
  place: Place,
  name: string,
  { content, predicate }: Answer,
): Promise<KnownAnswer | undefined> {
  const words = wordsOf(content, predicate);
  const known = await findKnownAnswers(tx, place, { predicate, name, words });
  if (known.some((answer) => answer.name === name)) return undefined;
  return known.find((answer) => saysTheSame(answer.content, content, predicate));
}

/** What is known stays as it was said, and as sure as it was. */
function confirm(memory: NewMemory, { name, content }: KnownAnswer): NewMemory {
  const observations = memory.observations.map((fact) => ({ ...fact, content }));
  return { ...memory, name, observations, confidence: undefined };
}
