import type { JsonObject, JsonValue } from '#protocol';
import type { ComposedAnswer } from '../move.js';
import { learnFindings } from './learn-findings.js';
import type { LearnedFact } from './learned-fact.js';
import { readStatement } from './read-statement.js';
import { statementsIn } from './sentences.js';

/** Longer texts are data or documents, not something that somebody tells. */
const longestTold = 4_000;
const mostFacts = 20;
/** Of a sentence that the sender asks to be kept; of any other. */
const sureness = { meant: 0.95, told: 0.8 };

/**
 * What the embedded model learns from a turn: what the message states in sentences of known forms, and
 * what an analysis found. The same turn always teaches the same. Whether it is worth keeping is not
 * decided here.
 */
export function learnFromTurn(content: JsonObject): ComposedAnswer {
  const asked = objectAt(content, 'asked');
  const answered = objectAt(content, 'answered');
  const told = Object.values(asked).filter((value) => typeof value === 'string');
  const facts = [
    ...told.filter((text) => text.length <= longestTold).flatMap(factsTold),
    ...learnFindings(asked, answered),
  ].slice(0, mostFacts);
  const structured = { facts: facts.map((fact): JsonObject => ({ ...fact })) };
  return { text: JSON.stringify(structured), structured };
}

function factsTold(text: string): LearnedFact[] {
  return statementsIn(text).flatMap(({ text: content, isMeant }) => {
    const fact = readStatement(content, isMeant);
    if (fact === undefined) return [];
    const confidence = isMeant ? sureness.meant : sureness.told;
    return [{ ...fact, type: 'fact', content, confidence }];
  });
}

function objectAt(content: JsonObject, key: string): JsonObject {
  const value: JsonValue | undefined = content[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}
