import { answerParent } from '../threads/thread-answer.js';
import { readWorkbook } from './read-workbook.js';

/* A thread that reads one workbook and ends. */
await answerParent(readWorkbook);
