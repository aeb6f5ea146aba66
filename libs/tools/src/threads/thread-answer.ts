import { parentPort, workerData } from 'node:worker_threads';
import { ToolFault, type ToolFaultCode } from '../tool.errors.js';

/** What a thread is asked for. */
export interface ThreadOrder {
  /** The address of its program. */
  readonly entry: string;
  readonly name: string;
  readonly memoryMb: number;
  readonly job: unknown;
}

/** What is said of work that needs more memory than it may use. */
export const outOfMemory = {
  code: 'TOOL_FAILED',
  message: 'this needs more memory than one call may use; ask for something smaller',
} as const;

/** The one thing a thread says. */
export type ThreadAnswer<Result> =
  | { readonly result: Result }
  | { readonly fault: { readonly code: ToolFaultCode; readonly message: string } }
  | { readonly defect: string };

/** Does the one job of this thread and tells its parent what came of it. */
export async function answerParent(work: (job: never) => unknown): Promise<void> {
  parentPort?.postMessage(await answer(work));
}

async function answer(work: (job: never) => unknown): Promise<ThreadAnswer<unknown>> {
  try {
    return { result: await work(workerData as never) };
  } catch (error) {
    if (error instanceof ToolFault) return { fault: { code: error.code, message: error.message } };
    return { defect: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
