/** How bad it is: with an error a start fails or goes wrong, with a warning something is not as it should be. */
export type Level = 'ok' | 'warning' | 'error';

/** What was looked at. */
export type Check =
  | 'node'
  | 'settings'
  | 'port'
  | 'data-directory'
  | 'database'
  | 'pgvector'
  | 'migrations'
  | 'redis'
  | 'clock'
  | 'keys'
  | 'model';

/** One thing that the doctor found out. */
export interface Finding {
  readonly check: Check;
  readonly level: Level;
  /** What is so. */
  readonly message: string;
  /** What to do about it; absent where there is nothing to do. */
  readonly remedy?: string;
}

export const ok = (check: Check, message: string): Finding => ({ check, level: 'ok', message });

export const warning = (check: Check, message: string, remedy: string): Finding => ({
  ...{ check, level: 'warning', message, remedy },
});

export const error = (check: Check, message: string, remedy: string): Finding => ({
  ...{ check, level: 'error', message, remedy },
});
