import { measureStage } from './measures.js';
import { stages, type Stage, type StageLabels } from './stages.js';
import { areTracesFollowed, beginSpan, inSpan, type Facts, type TraceSpan } from './traces.js';

/** Says how work ended. */
export interface Ending {
  /** @default ok; error, where it throws */
  as(outcome: string, facts?: Facts): void;
}

/** Where work stands in its trace, and what is told of it there and in no label. */
interface Traced {
  /** The `traceparent` of what led to it. @default what runs now */
  readonly parent?: string | undefined;
  readonly facts?: Facts;
}

/** Does work that operators watch: how long it took and how it ended is measured, and its trace shows it. */
export async function watched<Name extends Stage, Result>(
  stage: Name,
  labels: StageLabels<Name>,
  work: (ending: Ending) => Promise<Result>,
  traced: Traced = {},
): Promise<Result> {
  const began = performance.now();
  const span = beginFor(stage, labels, traced);
  let outcome: string | undefined;
  let facts: Facts = {};
  const ending = {
    as: (named: string, known: Facts = {}) => {
      outcome = named;
      facts = known;
    },
  };
  try {
    return await inSpan(span, () => work(ending));
  } catch (error) {
    outcome ??= 'error';
    throw error;
  } finally {
    const ended = outcome ?? 'ok';
    measureStage(stage, labels, ended, (performance.now() - began) / 1_000);
    span?.end({ ...facts, outcome: ended }, ended === 'error');
  }
}

function beginFor(name: Stage, labels: Facts, { parent, facts }: Traced): TraceSpan | undefined {
  const stage = stages[name];
  if (!areTracesFollowed() || !('span' in stage)) return undefined;
  return beginSpan({ ...stage.span, parent, facts: { ...labels, ...facts } });
}
