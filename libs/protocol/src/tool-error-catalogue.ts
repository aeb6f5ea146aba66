import type { ErrorEntry } from './error-entry.js';

/** The errors around tools and the MCP servers that offer some: a part of the catalogue. */
export const toolErrors = {
  MCP_SERVER_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'No MCP server has that name.',
    remedy: 'Use GET /api/v1/mcp-servers to list the MCP servers.',
  },
  MCP_SERVER_ALREADY_EXISTS: {
    status: 409,
    retryable: false,
    when: 'The name is taken by another MCP server of the workspace.',
    remedy: 'Choose another name, or remove the other one with DELETE /api/v1/mcp-servers/{name}.',
  },
  MCP_SERVERS_FULL: {
    status: 409,
    retryable: false,
    when: 'The workspace has as many MCP servers as it may.',
    remedy: 'Remove some with DELETE /api/v1/mcp-servers/{name}.',
  },
  MCP_OFFER_DIFFERS: {
    status: 409,
    retryable: false,
    when: 'The hash that is approved is not that of the tool as the MCP server was last seen to offer it.',
    remedy: 'Read GET /api/v1/mcp-servers/{name} and approve the hashes that it shows now.',
  },
  INVALID_MCP_SERVER: {
    status: 422,
    retryable: false,
    when: 'The definition of the MCP server, or the approval, has bad fields.',
    remedy: 'Correct each field listed in details.errors and send it again.',
  },
  TOOL_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'No tool has that name.',
    remedy: 'Use GET /api/v1/tools to list the tools.',
  },
  TOOL_ALREADY_EXISTS: {
    status: 409,
    retryable: false,
    when: 'The name is taken by another tool of the workspace, or by a built-in one.',
    remedy: 'Choose another name, or replace a registered tool with PUT /api/v1/tools/{name}.',
  },
  TOOL_NOT_CHANGEABLE: {
    status: 409,
    retryable: false,
    when: 'The tool is built in or comes from an MCP server.',
    remedy: 'Register a tool of another name, or change the MCP server.',
  },
  TOOLS_FULL: {
    status: 409,
    retryable: false,
    when: 'The workspace has as many registered tools as it may.',
    remedy: 'Remove tools that no agent uses with DELETE /api/v1/tools/{name}.',
  },
  INVALID_TOOL: {
    status: 422,
    retryable: false,
    when: 'The definition of the tool has bad fields.',
    remedy: 'Correct each field listed in details.errors and send it again.',
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
