import type { HttpToolDefinition, ToolView } from '#protocol';
import { httpTools, type RegisteredTool, type ShelvedMcpTool, type ToolDescription } from '#tools';

/** Where a tool comes from that is not built in. */
interface ToolOrigin {
  readonly registered?: RegisteredTool | undefined;
  readonly mcp?: ShelvedMcpTool | undefined;
}

/** A tool as the registry shows it. Secrets stand by reference, as they were registered. */
export function viewTool(
  tool: ToolDescription,
  usedBy: number,
  { registered, mcp }: ToolOrigin,
): ToolView {
  const {
    name,
    description,
    source = 'builtin',
    safety,
    parameters,
    examples,
    readsOutside,
  } = tool;
  return {
    ...{ name, description, source, safety, parameters },
    ...(examples.length === 0 ? {} : { examples: [...examples] }),
    reads_outside: readsOutside === true,
    used_by: usedBy,
    ...(registered === undefined ? {} : viewRegistration(registered)),
    ...(mcp === undefined ? {} : { mcp: viewServerTool(mcp) }),
  };
}

function viewServerTool({ server, judged }: ShelvedMcpTool): NonNullable<ToolView['mcp']> {
  const { tool, status, why } = judged;
  const told = { server, offered_as: tool.name, ...(why === undefined ? {} : { why }) };
  // Others are not on the shelf.
  if (status === 'approved' || status === 'gone') return { ...told, status };
  return { ...told, status: 'awaiting_approval' };
}

function viewRegistration({ definition, createdAt, updatedAt }: RegisteredTool): Partial<ToolView> {
  return {
    endpoint: viewEndpoint(definition),
    registered_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  };
}

function viewEndpoint(definition: HttpToolDefinition): NonNullable<ToolView['endpoint']> {
  const { url, method, timeout, max_response_bytes: most, headers, arguments: places } = definition;
  return {
    url,
    method: method ?? httpTools.defaults.method,
    ...(places === undefined ? {} : { arguments: places }),
    ...(headers === undefined ? {} : { headers }),
    timeout: timeout ?? httpTools.defaults.timeout,
    max_response_bytes: most ?? httpTools.defaults.maxResponseBytes,
  };
}
