import type { Tool } from '../tool.js';
import { createLockedTool, createMcpTool } from './create-mcp-tool.js';
import { judgeTools, safetyOf, type JudgedTool } from './judge-tools.js';
import type { McpLines } from './mcp-lines.js';
import type { KnownMcpServer } from './mcp-server.js';
import type { McpWatch } from './mcp-watch.js';

/** A tool of an MCP server on the shelf, and where it comes from. */
export interface ShelvedMcpTool {
  readonly server: string;
  readonly judged: JudgedTool;
  readonly tool: Tool;
}

/** The tools of a workspace's servers that agents may name; those that wait are named and locked. */
export function openMcpTools(
  workspace: string,
  servers: readonly KnownMcpServer[],
  parts: { readonly lines: McpLines; readonly watch: McpWatch },
): ShelvedMcpTool[] {
  return servers.flatMap((server) =>
    judgeTools(server)
      .filter(({ status }) => status !== 'not_allowed' && status !== 'unusable')
      .map((judged) => ({
        ...{ server: server.definition.name, judged },
        tool: openTool(workspace, server, judged, parts),
      })),
  );
}

/** Tools that the servers offer and that no agent can be given, by the name that it would have, and why. */
export function withheldMcpTools(servers: readonly KnownMcpServer[]): Map<string, string> {
  return new Map(
    servers
      .flatMap(judgeTools)
      .filter(({ status }) => status === 'not_allowed' || status === 'unusable')
      .map(({ name, why = 'it cannot be used' }) => [name, why]),
  );
}

function openTool(
  workspace: string,
  server: KnownMcpServer,
  { name, approved }: JudgedTool,
  { lines, watch }: { readonly lines: McpLines; readonly watch: McpWatch },
): Tool {
  if (approved === undefined) return createLockedTool(name);
  return createMcpTool({
    ...{ name, tool: approved, safety: safetyOf(server.definition, approved) },
    line: lines.to(workspace, server),
    limits: lines.limitsOf(server),
    onChange: (look) => watch.offers(workspace, server.definition.name, look),
  });
}
