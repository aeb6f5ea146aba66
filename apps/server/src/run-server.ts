import { runProgram } from './run-program.js';
import type { ServerCommand } from './processes/start-order.js';
import { serverProgram } from './server-program.js';

/** Runs the server until it is told to stop, in as many processes as are set, and gives the exit code. */
export function runServer(
  settings: Readonly<Record<string, string>>,
  options: ServerCommand,
): Promise<number> {
  return runProgram(serverProgram(settings, options));
}
