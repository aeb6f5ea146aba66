import type { WorkerOptions } from '../../../worker/src/index.js';
import type { ServerCommand } from '../server-program.js';

/** What is to be started, and with which settings before those of the environment. */
export type ProgramOrder = { readonly settings: Readonly<Record<string, string>> } & (
  | { readonly program: 'server'; readonly options: ServerCommand }
  | { readonly program: 'worker'; readonly options: WorkerOptions }
);

/** The argument of a process under a supervisor, as JSON. */
export interface StartOrder {
  readonly order: ProgramOrder;
  /** Where operators ask the supervisor. */
  readonly operatorPort: number;
}
