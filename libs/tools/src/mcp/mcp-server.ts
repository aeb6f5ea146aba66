import type { McpServerDefinition } from '#protocol';
import type { OfferedTool } from './offered-tool.js';

/** How a server is reached and what is said of its tools. One without a URL is a program of the operator's. */
export type McpServerEntry = Omit<McpServerDefinition, 'url'> & {
  readonly url?: string | undefined;
};

/** Tools by their names on the server. */
export type ToolsByName = Readonly<Record<string, OfferedTool>>;

/** What is known of a server that a workspace has. */
export interface KnownMcpServer {
  readonly definition: McpServerEntry;
  /** As a person approved them. */
  readonly approved: ToolsByName;
  /** As it was last seen to offer them. Absent: nobody has reached it yet. */
  readonly offered: readonly OfferedTool[] | undefined;
  readonly protocolVersion: string | undefined;
  /** Attempts in a row that failed, and why the last one did. */
  readonly failures: number;
  readonly problem: string | undefined;
  readonly reachedAt: Date | undefined;
  readonly failedAt: Date | undefined;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a look at a server brought. */
export type McpLook =
  | { readonly offered: readonly OfferedTool[]; readonly protocolVersion: string }
  | { readonly problem: string };
