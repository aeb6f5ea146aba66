import { mcpTimeout, type McpServerView, type McpToolView } from '#protocol';
import { judgeTools, type JudgedTool, type KnownMcpServer } from '#tools';

/** A server as the registry shows it. Secrets stand by reference, as they were registered. */
export function viewMcpServer(server: KnownMcpServer): McpServerView {
  const { definition } = server;
  const { name, url, headers, allowed_tools: allowed, safety } = definition;
  const tools = judgeTools(server).map(viewTool);
  return {
    name,
    transport: url === undefined ? 'stdio' : 'http',
    ...(url === undefined ? {} : { url }),
    ...(headers === undefined ? {} : { headers }),
    ...(allowed === undefined ? {} : { allowed_tools: [...allowed] }),
    ...(safety === undefined ? {} : { safety }),
    trust_annotations: definition.trust_annotations ?? false,
    new_tools: definition.new_tools ?? 'ask',
    timeout: definition.timeout ?? mcpTimeout,
    ...viewHealth(server),
    awaiting_approval: tools.filter(({ status }) => status === 'awaiting_approval').length,
    tools,
    registered_at: server.createdAt.toISOString(),
    updated_at: server.updatedAt.toISOString(),
  };
}

function viewHealth(
  server: KnownMcpServer,
): Pick<McpServerView, 'status' | 'failures'> & Partial<McpServerView> {
  const { failures, problem, reachedAt, failedAt, protocolVersion } = server;
  const seen = reachedAt === undefined ? 'not_seen' : 'reachable';
  return {
    status: failures > 0 ? 'unreachable' : seen,
    failures,
    ...(problem === undefined ? {} : { problem }),
    ...(reachedAt === undefined ? {} : { last_reached_at: reachedAt.toISOString() }),
    ...(failedAt === undefined ? {} : { last_failed_at: failedAt.toISOString() }),
    ...(protocolVersion === undefined ? {} : { protocol_version: protocolVersion }),
  };
}

function viewTool({ name, tool, approved, status, why, safety }: JudgedTool): McpToolView {
  return {
    ...{ name, offered_as: tool.name, status, safety },
    ...(why === undefined ? {} : { why }),
    hash: tool.hash,
    ...(approved === undefined ? {} : { approved_hash: approved.hash }),
    ...viewWords(tool),
    ...(approved === undefined || status !== 'awaiting_approval'
      ? {}
      : { approved: viewWords(approved) }),
  };
}

/** Everything that its hash covers besides the name. */
function viewWords({
  title,
  description,
  inputSchema,
  outputSchema,
  annotations,
}: JudgedTool['tool']): NonNullable<McpToolView['approved']> {
  return {
    ...(title === undefined ? {} : { title }),
    ...{ description, parameters: inputSchema, annotations },
    ...(outputSchema === undefined ? {} : { output_schema: outputSchema }),
  };
}
