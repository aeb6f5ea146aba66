import { answerParent } from '../threads/thread-answer.js';
import { analyzeCsv } from './analyze-csv.js';
import type { CsvJob } from './csv-job.js';

/* A thread that reads one table, tells what it found and ends. */
await answerParent(({ text, question }: CsvJob) => analyzeCsv(text, question));
