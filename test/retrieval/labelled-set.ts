import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '#platform';

interface Fable {
  readonly title: string;
  readonly text: string;
}

export interface Question {
  /** `paraphrase`: in other words; `words`: in some of its words; `exact`: a name or a rare word. */
  readonly kind: 'paraphrase' | 'words' | 'exact';
  readonly ask: string;
  /** The title of the one fable that answers it. */
  readonly answer: string;
}

/** Fables and questions about them; `NOTICE.md` says where they are from. */
export interface LabelledSet {
  readonly fables: readonly Fable[];
  readonly questions: readonly Question[];
}

export function readLabelledSet(): LabelledSet {
  const folder = join(packageRoot(), 'test/retrieval');
  const fables = readFileSync(join(folder, 'fables.txt'), 'utf8')
    .trim()
    .split('\n\n')
    .map((fable) => {
      const [title = '', text = ''] = fable.split('\n');
      return { title, text };
    });
  const questions = JSON.parse(readFileSync(join(folder, 'questions.json'), 'utf8')) as Question[];
  return { fables, questions };
}

/** Every third question, and every fable that any question asks for: minutes become seconds. */
export function smallerSet({ fables, questions }: LabelledSet): LabelledSet {
  const asked = new Set(questions.map(({ answer }) => answer));
  return {
    fables: fables.filter(({ title }) => asked.has(title)),
    questions: questions.filter((_question, index) => index % 3 === 0),
  };
}
