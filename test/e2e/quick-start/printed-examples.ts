import type { PrintedBlock } from './printed-blocks.js';

/** Something that a reader runs, with what is printed as its answer. */
export interface PrintedExample {
  readonly title: string;
  /** Absent: only an answer is printed. */
  readonly program?: PrintedBlock;
  readonly answer?: PrintedBlock;
}

const programs = ['bash', 'javascript', 'python'];
const answers = ['json', 'text'];

/** Puts each program together with the answer that follows it under the same heading. No block is left over. */
export function readExamples(blocks: readonly PrintedBlock[]): PrintedExample[] {
  const examples: PrintedExample[] = [];
  for (const block of blocks) {
    const { title, language, line } = block;
    const last = examples.at(-1);
    if (programs.includes(language)) examples.push({ title, program: block });
    else if (!answers.includes(language))
      throw new Error(`Nobody knows what to do with ${language} in line ${String(line)}.`);
    else if (last?.title === title && last.answer === undefined)
      examples.splice(-1, 1, { ...last, answer: block });
    else examples.push({ title, answer: block });
  }
  return examples;
}

/** The JSON of a printed answer, in which long strings are broken into lines. */
export function readPrintedJson(text: string): unknown {
  const whole = text.replaceAll(/"(?:[^"\\]|\\.)*"/gs, (string) =>
    string.replaceAll(/\n\s*/g, ' '),
  );
  return JSON.parse(whole);
}
