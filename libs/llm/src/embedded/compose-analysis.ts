import type { JsonObject } from '#protocol';
import type { Finding } from './finding.js';
import type { ComposedAnswer } from './move.js';
import type { PastStep } from './reading.js';

/** Figures beyond these are left out of the answer's list; the sentences keep theirs. */
const mostFigures = 60;

/** What an analysis rests on. */
export interface Evidence {
  readonly findings: readonly Finding[];
  /** The name of the data: its address, or how it came. */
  readonly source: string;
  /** The call whose result the figures come from. */
  readonly from: PastStep;
  /** Every call that led to it. */
  readonly steps: readonly PastStep[];
  /** Notes of the tool, and what the request asks for that the data does not have. */
  readonly notes: readonly string[];
}

/** The answer to a request for analysis. Every figure carries the call it comes from. */
export function composeAnalysis(evidence: Evidence): ComposedAnswer {
  const { findings, source, from, steps, notes } = evidence;
  const insights = findings.flatMap(({ insight }) => (insight === undefined ? [] : [insight]));
  const sentences = findings.map(({ sentence }) => sentence);
  const analysis = [...sentences, ...notes, `Source: ${source}.`].join(' ');
  const figures = findings
    .flatMap((finding) => finding.figures)
    .slice(0, mostFigures)
    .map((figure): JsonObject => ({ ...figure, from: from.id }));
  return {
    text: [analysis, ...insights.map((insight) => `- ${insight}`)].join('\n'),
    structured: {
      analysis,
      insights,
      memory_used: [],
      figures,
      sources: steps.map(({ id, name, arguments: args }) => ({ call: id, tool: name, ...args })),
    },
  };
}
