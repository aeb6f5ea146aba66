import { ProtocolError } from '#protocol';

/** Thrown when the workspace has no MCP server of the name. Remedy: list them. */
export function mcpServerNotFound(name: string): ProtocolError {
  return new ProtocolError('MCP_SERVER_NOT_FOUND', `MCP server '${name}' not found`, {
    suggestion: 'Use /api/v1/mcp-servers to list the MCP servers',
  });
}

/** Thrown when the name is taken. Remedy: another name, or remove the other one. */
export function mcpServerNameTaken(name: string): ProtocolError {
  return new ProtocolError('MCP_SERVER_ALREADY_EXISTS', `MCP server '${name}' already exists`, {
    name,
    suggestion: `Choose another name, or remove it with DELETE /api/v1/mcp-servers/${name}`,
  });
}

/** Thrown when the workspace has as many servers as it may. Remedy: remove some. */
export function tooManyMcpServers(most: number): ProtocolError {
  return new ProtocolError(
    'MCP_SERVERS_FULL',
    `The workspace has its ${String(most)} MCP servers`,
    {
      suggestion: 'Remove MCP servers with DELETE /api/v1/mcp-servers/{name}',
    },
  );
}

/** Thrown when what is approved is not what the server was last seen to offer. Remedy: look again. */
export function mcpOfferDiffers(
  server: string,
  tools: readonly string[],
  why: string,
): ProtocolError {
  return new ProtocolError(
    'MCP_OFFER_DIFFERS',
    `The MCP server '${server}' does not offer this: ${why}`,
    { tools: [...tools], suggestion: `Read /api/v1/mcp-servers/${server} and approve its hashes` },
  );
}
