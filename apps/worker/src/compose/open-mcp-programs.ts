import type { Clock, Env, Logger } from '#platform';
import { openPrograms, SecretKeeper, type McpPrograms } from '#tools';

/** What the operator's programs stand on. */
export interface ProgramsSettings {
  readonly env: Pick<Env, 'CAXTON_MCP_SERVERS_FILE' | 'secrets'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * The MCP servers that this process runs as programs, as the operator's file says. Whoever opens them closes
 * them: they end with the process.
 * @throws {InvalidMcpPrograms} naming what is wrong with the file
 */
export function openMcpPrograms({ env, clock, log }: ProgramsSettings): Promise<McpPrograms> {
  const secrets = new SecretKeeper(env.secrets ?? {});
  return openPrograms(env.CAXTON_MCP_SERVERS_FILE, { secrets, clock, log });
}
