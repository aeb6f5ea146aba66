/** What a request about data wants to know first. */
export type Topic = 'growth' | 'season' | 'peak' | 'outlier' | 'recent';

export interface Focus {
  /** A quarter of the year that is named: 1 to 4. */
  readonly quarter: number | undefined;
  /** A year that is named. */
  readonly year: string | undefined;
  /** In the order of their mention. */
  readonly topics: readonly Topic[];
}

const topicWords: readonly (readonly [Topic, RegExp])[] = [
  [
    'growth',
    /\b(?:growth|grow(?:s|ing|n)?|trends?|increas\w*|rise|rising|declin\w*|change[ds]?)\b/i,
  ],
  ['season', /\bseason\w*|\bcycl\w+|\bmonthly pattern/i],
  ['peak', /\b(?:peaks?|high(?:est)?|max\w*|best|record|low(?:est)?|min(?:imum)?|worst)\b/i],
  ['outlier', /\boutliers?\b|\banomal\w+|\bunusual|\bexception\w*/i],
  ['recent', /\b(?:recent(?:ly)?|latest|last month|last quarter|current(?:ly)?|now)\b/i],
];

const ordinals = ['first', 'second', 'third', 'fourth'];

/** What the words of a request point at. */
export function readFocus(request: string): Focus {
  const found = topicWords
    .map(([topic, words]) => ({ topic, at: request.search(words) }))
    .filter(({ at }) => at >= 0)
    .sort((left, right) => left.at - right.at);
  return {
    quarter: readQuarter(request),
    year: /\b(?:1[6-9]|20)\d{2}\b/.exec(request)?.[0],
    topics: found.map(({ topic }) => topic),
  };
}

function readQuarter(request: string): number | undefined {
  const short = /\bQ([1-4])\b/i.exec(request)?.[1];
  if (short !== undefined) return Number(short);
  const word = /\b(first|second|third|fourth)\s+quarter\b/i.exec(request)?.[1];
  return word === undefined ? undefined : ordinals.indexOf(word.toLowerCase()) + 1;
}
