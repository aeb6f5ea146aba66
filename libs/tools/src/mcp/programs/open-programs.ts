import { McpPrograms, type ProgramsGround } from './mcp-programs.js';
import { readMcpPrograms } from './program-settings.js';

/**
 * The MCP servers that this process runs as programs, as the operator's file says; none without a file. Whoever
 * opens them closes them.
 * @throws {InvalidMcpPrograms} naming what is wrong with the file
 */
export async function openPrograms(
  path: string | undefined,
  ground: ProgramsGround,
): Promise<McpPrograms> {
  return new McpPrograms(await readMcpPrograms(path), ground);
}
