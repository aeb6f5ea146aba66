import type { ToolFaultCode } from '../tool.errors.js';
import type { CsvQuestion } from './csv-question.js';
import type { CsvReport } from './csv-report.js';

/** What a thread is born with. */
export interface CsvJob {
  readonly text: string;
  readonly question: CsvQuestion;
}

/** The one thing a thread says. */
export type CsvAnswer =
  | { readonly report: CsvReport }
  | { readonly fault: { readonly code: ToolFaultCode; readonly message: string } }
  | { readonly defect: string };
