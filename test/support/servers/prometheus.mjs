import { dirname, join } from 'node:path';
import { findProgram, isExecutable } from './run-command.mjs';

/** The installed Prometheus that has its promtool beside it (Debian: prometheus), or undefined. */
export function findPrometheus() {
  const program = findProgram('prometheus');
  return program && isExecutable(join(dirname(program), 'promtool')) ? program : undefined;
}
