import { parentPort, workerData } from 'node:worker_threads';
import { ToolFault } from '../tool.errors.js';
import { analyzeCsv } from './analyze-csv.js';
import type { CsvAnswer, CsvJob } from './csv-talk.js';

/* A thread that reads one table, tells what it found and ends. */
const { text, question } = workerData as CsvJob;
parentPort?.postMessage(await answer());

async function answer(): Promise<CsvAnswer> {
  try {
    return { report: await analyzeCsv(text, question) };
  } catch (error) {
    if (error instanceof ToolFault) return { fault: { code: error.code, message: error.message } };
    return { defect: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
