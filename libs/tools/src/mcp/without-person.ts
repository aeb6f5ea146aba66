import { approvable } from './judge-tools.js';
import type { KnownMcpServer, ToolsByName } from './mcp-server.js';

/**
 * The tools offered that are approved without anybody being asked: new ones where the registration says so,
 * and what a program of the operator's offers when it is seen for the first time. Never a changed one.
 */
export function withoutPerson(
  server: Pick<KnownMcpServer, 'definition' | 'approved' | 'offered'>,
  isFirst: boolean,
): ToolsByName {
  const { url, new_tools: rule } = server.definition;
  if (rule !== 'approve' && !(isFirst && url === undefined)) return {};
  return byName(approvable(server).filter(({ approved }) => approved === undefined));
}

/** Everything offered that can be approved: whoever registers a server is shown it in the answer. */
export function atRegistration(
  server: Pick<KnownMcpServer, 'definition' | 'approved' | 'offered'>,
): ToolsByName {
  return byName(approvable(server));
}

const byName = (judged: ReturnType<typeof approvable>): ToolsByName =>
  Object.fromEntries(judged.map(({ tool }) => [tool.name, tool]));
