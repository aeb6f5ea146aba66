import { answer, type Mind, type Move } from './move.js';
import type { PastStep, Reading } from './reading.js';
import { quoted } from './wording.js';

/** Sentences compared with the request; more would take seconds. */
const mostRead = 60;
const mostTold = 3;
/** Below this a sentence has little to do with the request (measured on MiniLM, see the int-spec). */
const nearEnough = 0.25;

/** What is needed to quote from a text. */
export interface Passage {
  readonly reading: Reading;
  readonly mind: Mind;
  readonly url: string;
  readonly body: string;
  readonly step: PastStep;
}

/**
 * Answers from a text that is no table by quoting the sentences nearest to the request, in their
 * order in the text. It does not sum up: that takes a language model.
 */
export async function tellPassage({ reading, mind, url, body, step }: Passage): Promise<Move> {
  const sentences = sentencesOf(body).slice(0, mostRead);
  const source = { sources: [{ call: step.id, tool: step.name, url }] };
  if (sentences.length === 0) {
    const text = `Found nothing: ${url} has no text to quote from.`;
    return answer(text, { analysis: text, insights: [], ...source });
  }
  const candidates = sentences.map((sentence, index) => ({ item: index, text: sentence }));
  const told = (await mind.rank(reading.request, candidates))
    .filter(({ similarity }) => similarity >= nearEnough)
    .slice(0, mostTold)
    .toSorted((left, right) => left.item - right.item)
    .map(({ item }) => quoted(sentences[item] ?? ''));
  const text =
    told.length === 0
      ? `Found nothing in ${url} about this. It begins: ${quoted(sentences[0] ?? '')}`
      : `From ${url}: ${told.join(' … ')}`;
  return answer(text, { analysis: text, insights: told, ...source });
}

/** The sentences of a text or a web page, without its markup. Bounded, whatever the page is. */
function sentencesOf(body: string): string[] {
  return body
    .slice(0, 50_000)
    .replace(/<(script|style|head)\b[\s\S]{0,20000}?<\/\1\s*>/gi, ' ')
    .replace(/<\/?(?:p|div|li|h\d|br|tr|section|article)\b[^<>]{0,2000}>/gi, '\n')
    .replace(/<[^<>]{0,2000}>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence.length >= 20);
}
