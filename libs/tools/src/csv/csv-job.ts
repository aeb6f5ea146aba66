import type { CsvQuestion } from './csv-question.js';

/** What a thread that reads a table is born with. */
export interface CsvJob {
  readonly text: string;
  readonly question: CsvQuestion;
}
