import type { JsonObject, JsonValue } from '#protocol';
import { isEphemeral } from '../gate/ephemera.js';
import type { Said } from './lesson.js';

/** Texts of an excerpt are no longer than this, lists hold no more. */
const longestText = 2_000;
const longestItem = 500;
const mostItems = 20;
const mostKeys = 30;

/** What says that an answer came to nothing: there is nothing to learn from it. */
const unfinished = ['needs', 'problem', 'proposal', 'error'];

/** A content cut to its texts and lists of texts: what can be read. Data and figures are left out. */
export function excerptOf(content: JsonObject): JsonObject {
  const kept = Object.entries(content).flatMap(([key, value]): [string, JsonValue][] => {
    if (typeof value === 'string') return [[key, clip(value, longestText)]];
    const texts = textsIn(value);
    return texts.length === 0 ? [] : [[key, texts]];
  });
  return Object.fromEntries(kept.slice(0, mostKeys));
}

/** An answer to be learned from; empty when it came to nothing. */
export function answerExcerptOf(content: JsonObject): JsonObject {
  if (unfinished.some((key) => key in content)) return {};
  const { memory_used: _used, ...rest } = content;
  return excerptOf(rest);
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
const fewestWords = 3;

/**
 * Whether it is worth reading closer: somebody tells something that is not of the moment, or an analysis
 * found something. So small talk costs no row and no call of a model.
 */
export function isWorthLearning({ asked, answered }: Said): boolean {
  if (typeof answered['analysis'] === 'string' && textsIn(answered['insights']).length > 0) {
    return true;
  }
  return Object.values(asked)
    .filter((value) => typeof value === 'string')
    .some((text) => [...segmenter.segment(text)].some(({ segment }) => isTold(segment)));
}

function isTold(sentence: string): boolean {
  return sentence.trim().split(/\s+/).length >= fewestWords && !isEphemeral(sentence);
}

function textsIn(value: JsonValue | undefined): string[] {
  const list: readonly JsonValue[] = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  return list
    .filter((item): item is string => typeof item === 'string')
    .slice(0, mostItems)
    .map((text) => clip(text, longestItem));
}

function clip(text: string, length: number): string {
  return text.slice(0, length).toWellFormed();
}
