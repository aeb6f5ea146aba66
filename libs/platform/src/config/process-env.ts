import type { Logger } from '../observe/logger.js';
import { findNearMisses } from './near-miss.js';
import { readEnv } from './read-env.js';
import type { Env } from './env.schema.js';

/** The settings of this process. @throws {InvalidSettings} */
export function readProcessEnv(overrides: Readonly<Record<string, string>> = {}): Env {
  return readEnv({ ...process.env, ...overrides });
}

/** Points out variables of this process that are ignored and were probably meant to be settings. */
export function warnOfMisspelled(log: Logger): void {
  for (const { variable, meant } of findNearMisses(process.env)) {
    log.warn({}, `${variable} is no setting and is ignored; did you mean ${meant}?`);
  }
}
