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

/** Thrown when a tool was not registered by itself. Remedy: register another one. */
export function toolNotChangeable(name: string): ProtocolError {
  return new ProtocolError(
    'TOOL_NOT_CHANGEABLE',
    `Tool '${name}' is built in or comes from an MCP server`,
    { name, suggestion: 'Register a tool of another name, or change the MCP server' },
  );
}

/** Thrown when the workspace has as many tools as it may. Remedy: remove some. */
export function tooManyTools(most: number): ProtocolError {
  return new ProtocolError('TOOLS_FULL', `The workspace has its ${String(most)} tools`, {
    suggestion: 'Remove tools with DELETE /api/v1/tools/{name}',
  });
}
