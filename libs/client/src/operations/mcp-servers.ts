import type { Group } from '../calls/methods.js';

/** Tools of others, over the Model Context Protocol. */
export const mcpServers = {
  /** Lists the MCP servers. */
  list: 'listMcpServers',
  /** Registers an MCP server. */
  register: 'registerMcpServer',
  /** Gives an MCP server with its tools. */
  get: 'getMcpServer',
  /** Asks an MCP server again what it offers. */
  refresh: 'refreshMcpServer',
  /** Lets agents call tools as they are offered now. */
  approve: 'approveMcpTools',
  /** Removes an MCP server. */
  remove: 'removeMcpServer',
} as const satisfies Group;
