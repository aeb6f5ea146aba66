/** One server of a test run: started as a child, ready when it says so, stopped by its pid. */
export interface ServerProcess {
  readonly pid: number;
  /** Sends a signal that does not end it. */
  signal(name: NodeJS.Signals): void;
  /** Ends it, after ten seconds by SIGKILL. Ending what has ended does nothing. */
  stop(signal: NodeJS.Signals): Promise<void>;
}

/** Starts a server on a free port, and on another one when somebody was faster. */
export function startOnFreePort<T>(start: (port: number) => Promise<T>): Promise<T>;
