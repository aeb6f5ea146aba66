import { readEnv } from './read-env.js';
import type { Env } from './env.schema.js';

/** The settings of this process. @throws {InvalidSettings} */
export function readProcessEnv(overrides: Readonly<Record<string, string>> = {}): Env {
  return readEnv({ ...process.env, ...overrides });
}
