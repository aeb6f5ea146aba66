import { answerParent } from '../threads/thread-answer.js';
import { writePdf } from './write-pdf.js';

/* A thread that writes one document and ends. */
await answerParent(writePdf);
