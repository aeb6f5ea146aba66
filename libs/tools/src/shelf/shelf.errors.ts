import { ProtocolError } from '#protocol';

/** Thrown when the workspace has no tool of the name. Remedy: list the tools. */
export function toolNotFound(name: string): ProtocolError {
  return new ProtocolError('TOOL_NOT_FOUND', `Tool '${name}' not found`, {
    suggestion: 'Use /api/v1/tools to list the tools',
  });
}

/** Thrown when the name is taken, also by a built-in tool. Remedy: another name, or a replacement. */
export function toolNameTaken(name: string): ProtocolError {
  return new ProtocolError('TOOL_ALREADY_EXISTS', `Tool '${name}' already exists`, {
    name,
    suggestion: `Choose another name, or use PUT /api/v1/tools/${name} to replace a registered tool`,
  });
}

/** Thrown when a tool is part of the server. Remedy: another tool, or agents without it. */
export function toolBuiltIn(name: string): ProtocolError {
  return new ProtocolError(
    'TOOL_NOT_CHANGEABLE',
    `Tool '${name}' is built in: it is part of this server and the same for everybody`,
    {
      name,
      suggestion:
        'Leave it out of the `tools` of agents that must not have it, limit it with their `tool_policies`, or ' +
        'register a tool of your own under another name with POST /api/v1/tools',
    },
  );
}

/** Thrown when a tool is one of an MCP server's. Remedy: change the registration of the server. */
export function toolOfServer(name: string, server: string): ProtocolError {
  return new ProtocolError(
    'TOOL_NOT_CHANGEABLE',
    `Tool '${name}' is what the MCP server '${server}' offers`,
    {
      name,
      suggestion: `Leave it out of the \`tools\` of agents; DELETE /api/v1/mcp-servers/${server} takes all its tools away, and registered again with \`allowed_tools\` it keeps those that you name (a server of the operator's file is changed in that file)`,
    },
  );
}

/** Thrown when the workspace has as many tools as it may. Remedy: remove some. */
export function tooManyTools(most: number): ProtocolError {
  return new ProtocolError('TOOLS_FULL', `The workspace has its ${String(most)} tools`, {
    suggestion: 'Remove tools with DELETE /api/v1/tools/{name}',
  });
}
