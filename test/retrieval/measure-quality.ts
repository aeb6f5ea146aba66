import type { Memory } from '#memory';
import { localDeveloper } from '#platform';
import type { LabelledSet, Question } from './labelled-set.js';

export const modes = ['semantic', 'keyword', 'hybrid'] as const;
export type Mode = (typeof modes)[number];

const place = 'workspace';

/** Share of the questions whose fable is among the first five, of all and by kind. */
export type Recall = Readonly<Record<'all' | Question['kind'], number>>;

/** Remembers the fables, then asks each question in each mode. */
export async function measureQuality(
  memory: Memory,
  { fables, questions }: LabelledSet,
): Promise<Record<Mode, Recall>> {
  for (const { title, text } of fables) {
    await memory.remember(
      localDeveloper,
      place,
      [{ name: title, type: 'fable', observations: [{ content: text }] }],
      { by: 'api_client' },
    );
  }
  const ask = async (mode: Mode): Promise<Recall> => {
    const isFound: boolean[] = [];
    for (const { ask: text, answer } of questions) {
      const query = { text, places: [place], mode, minSimilarity: 0, limit: 5 };
      const { entities } = await memory.recall(localDeveloper, query);
      isFound.push(entities.some(({ name }) => name === answer));
    }
    return shareBy(questions, isFound);
  };
  return {
    semantic: await ask('semantic'),
    keyword: await ask('keyword'),
    hybrid: await ask('hybrid'),
  };
}

function shareBy(questions: readonly Question[], isFound: readonly boolean[]): Recall {
  const share = (kind?: Question['kind']): number => {
    const of = questions.flatMap((question, index) =>
      kind === undefined || question.kind === kind ? [isFound[index] === true] : [],
    );
    return of.filter(Boolean).length / of.length;
  };
  return {
    all: share(),
    paraphrase: share('paraphrase'),
    words: share('words'),
    exact: share('exact'),
  };
}
