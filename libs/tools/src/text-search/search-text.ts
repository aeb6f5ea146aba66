import MiniSearch from 'minisearch';
import { cutPassages, type Passage } from './cut-passages.js';

export interface SearchJob {
  readonly text: string;
  readonly query: string;
  readonly mode: 'ranked' | 'exact';
  readonly limit: number;
}

interface Match extends Passage {
  /** How well it fits (BM25); higher is better. Absent of exact matches, which stand in order. */
  readonly score?: number;
}

export interface Passages {
  readonly matches: readonly Match[];
  /** Passages that match; `matches` may hold fewer. */
  readonly total: number;
  /** Passages that were looked through. */
  readonly passages: number;
}

/** Finds the passages that hold the words (best first), or the very text (in order). */
export function searchText({ text, query, mode, limit }: SearchJob): Passages {
  const passages = cutPassages(text);
  const found = mode === 'exact' ? exact(passages, query) : ranked(passages, query);
  return { matches: found.slice(0, limit), total: found.length, passages: passages.length };
}

function exact(passages: readonly Passage[], query: string): readonly Match[] {
  const wanted = foldSpaces(query);
  return passages.filter(({ text }) => foldSpaces(text).includes(wanted));
}

const foldSpaces = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, ' ').trim();

function ranked(passages: readonly Passage[], query: string): readonly Match[] {
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    processTerm: foldWord,
    searchOptions: {
      processTerm: foldWord,
      prefix: (term) => term.length > 3,
      fuzzy: (term) => (term.length > 5 ? 1 : false),
      weights: { fuzzy: 0.3, prefix: 0.5 },
    },
  });
  index.addAll(passages.map(({ text }, id) => ({ id, text })));
  return index.search(query).flatMap(({ id, score }) => {
    const passage = passages[id as number];
    return passage === undefined ? [] : [{ ...passage, score: Number(score.toPrecision(4)) }];
  });
}

/** Without case and accents: `Été` is found by `ete`. */
const foldWord = (word: string): string =>
  word.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
