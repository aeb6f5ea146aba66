import { formatResponseTime, type AgentSplitView } from '#protocol';
import type { VersionSplit } from './choose-version.js';
import type { HistoryRow } from './history.repository.js';
import { nothingDone, type VersionFigures } from './split-figures.repository.js';

/** A split with its versions and what they did. */
export interface SplitFacts {
  readonly name: string;
  readonly current: number;
  readonly split: VersionSplit;
  readonly versions: ReadonlyMap<number, Pick<HistoryRow, 'version'>>;
  readonly figures: ReadonlyMap<number, VersionFigures>;
}

/** A split as people compare its versions. */
export function viewSplit({ name, current, split, versions, figures }: SplitFacts): AgentSplitView {
  const total = split.arms.reduce((sum, { weight }) => sum + weight, 0);
  return {
    agent: name,
    split_id: split.id,
    started_at: split.started_at,
    versions: split.arms.map(({ version: number, weight }) => {
      const done = figures.get(number) ?? nothingDone;
      const judged = done.completed + done.failed;
      const tokens = done.tokensIn + done.tokensOut;
      return {
        version_number: number,
        version: versions.get(number)?.version ?? '',
        is_current: number === current,
        weight,
        share: round(weight / total),
        requests: done.requests,
        conversations: done.conversations,
        completed: done.completed,
        failed: done.failed,
        success_rate: judged === 0 ? 0 : round(done.completed / judged),
        avg_response_time: formatResponseTime(done.responseMs),
        avg_response_ms: Math.round(done.responseMs),
        tokens: {
          input: done.tokensIn,
          output: done.tokensOut,
          per_request: done.requests === 0 ? 0 : Math.round(tokens / done.requests),
        },
      };
    }),
  };
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
