import type { WorkerOptions } from '../../../worker/src/index.js';

/** What is told to `caxton server start` and its kin. */
export interface ServerCommand {
  /** Start no worker: workers run in processes of their own. The command that asked for it. */
  readonly apiOnly?: string;
}

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
