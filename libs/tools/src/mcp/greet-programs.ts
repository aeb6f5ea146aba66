import { localDeveloper, type ChangeChannel, type Database, type Logger } from '#platform';
import { announceTools } from '../shelf/tool-channel.js';
import type { McpRegistry } from './mcp-registry.js';
import { adoptMcpProgram } from './mcp-server.repository.js';
import type { McpServerEntry } from './mcp-server.js';
import type { McpPrograms } from './programs/mcp-programs.js';

/** What greeting the programs of the operator needs. */
interface Greeting {
  readonly registry: McpRegistry;
  readonly database: Database;
  readonly channel: ChangeChannel;
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

/**
 * Makes the operator's programs known before anything runs, and looks at new ones while the server starts: one
 * that does not start keeps nobody waiting. What is offered and approved stays from one start to the next.
 */
export async function greetPrograms(greeting: Greeting, programs: McpPrograms): Promise<void> {
  const { log } = greeting;
  const entries = programs.entries();
  if (entries.length === 0) return;
  for (const program of await adopt(greeting, entries)) {
    log.error({ program }, 'An MCP server of this name is registered; the program is not used.');
  }
  meet(greeting, entries).catch((err: unknown) => {
    log.warn({ err }, 'New programs of MCP servers could not be looked at.');
  });
}

/** Gives the names that servers registered before have. */
async function adopt(
  { database, channel }: Greeting,
  entries: readonly McpServerEntry[],
): Promise<readonly string[]> {
  const taken = await database.transaction(localDeveloper, async (tx) => {
    const names: string[] = [];
    for (const entry of entries) if (!(await adoptMcpProgram(tx, entry))) names.push(entry.name);
    return names;
  });
  announceTools(channel, localDeveloper.workspace);
  return taken;
}

/** What the programs that nobody has seen yet offer first is approved. */
async function meet({ registry }: Greeting, entries: readonly McpServerEntry[]): Promise<void> {
  const known = await registry.list(localDeveloper);
  const unseen = known.filter(
    ({ definition: { name, url }, offered }) =>
      url === undefined && offered === undefined && entries.some((entry) => entry.name === name),
  );
  for (const { definition } of unseen) {
    await registry.refresh(localDeveloper, definition.name, (server) => server);
  }
}
