import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { requireSchema } from '../http-tool/tame-schema.js';
import type { ToolSafety } from '../tool.js';
import type { KnownMcpServer, McpServerEntry, ToolsByName } from './mcp-server.js';
import type { OfferedTool } from './offered-tool.js';

/** How a tool of a server stands. */
type McpToolStatus = 'approved' | 'awaiting_approval' | 'gone' | 'not_allowed' | 'unusable';

/** A tool of a server, with what was decided of it. */
export interface JudgedTool {
  /** As agents name it: `crm__find_customer`. */
  readonly name: string;
  /** As the server offers it now; as it was approved when it is gone. */
  readonly tool: OfferedTool;
  readonly approved: OfferedTool | undefined;
  readonly status: McpToolStatus;
  /** Why it is not approved. */
  readonly why: string | undefined;
  readonly safety: ToolSafety;
}

/** What model providers take as the name of a tool. */
const longestName = 64;

/** Keys that no request may have: whoever wrote one could neither be approved nor told a safety. */
const unsayable = new Set(['__proto__', 'constructor', 'prototype']);

/** As agents name a tool of a server. */
const nameForAgents = (server: string, tool: string): string =>
  `${server}__${tool.replaceAll(/[^A-Za-z0-9_-]/g, '_')}`;

/** Every tool that the server offers, and those approved that it offers no more. */
export function judgeTools({
  definition,
  approved,
  offered = [],
}: Pick<KnownMcpServer, 'definition' | 'approved' | 'offered'>): JudgedTool[] {
  const names = offered.map(({ name }) => nameForAgents(definition.name, name));
  const present = offered.map((tool, index) => {
    const name = names[index] ?? '';
    const fault = names.indexOf(name) < index ? 'another tool has its name' : findFault(name, tool);
    return judge(definition, name, tool, { approved: known(approved, tool.name), fault });
  });
  const gone = Object.values(approved)
    .filter(({ name }) => !offered.some((tool) => tool.name === name))
    .map((tool) => judgeGone(definition, tool))
    // One offered now has its name, and a name is one tool's.
    .filter(({ name }, index, all) => {
      return !names.includes(name) && all.findIndex((other) => other.name === name) === index;
    });
  return [...present, ...gone];
}

function judgeGone(definition: McpServerEntry, tool: OfferedTool): JudgedTool {
  return {
    ...{ name: nameForAgents(definition.name, tool.name), tool, approved: tool },
    status: 'gone',
    why: 'the server does not offer it any more',
    safety: safetyOf(definition, tool),
  };
}

/** Those of the tools offered that a person could approve as they are. */
export function approvable(
  server: Pick<KnownMcpServer, 'definition' | 'approved' | 'offered'>,
): JudgedTool[] {
  return judgeTools(server).filter(({ status }) => status === 'awaiting_approval');
}

/** What the server says of itself counts only where the one who registered it believes it. */
export function safetyOf(server: McpServerEntry, { name, annotations }: OfferedTool): ToolSafety {
  const { safety = {} } = server;
  const said = Object.hasOwn(safety, name) ? safety[name] : undefined;
  if (said !== undefined) return said;
  if (server.trust_annotations !== true) return 'unsafe';
  if (annotations['readOnlyHint'] === true) return 'read_only';
  return annotations['idempotentHint'] === true ? 'idempotent' : 'unsafe';
}

function judge(
  server: McpServerEntry,
  name: string,
  tool: OfferedTool,
  { approved, fault }: Pick<JudgedTool, 'approved'> & { readonly fault: string | undefined },
): JudgedTool {
  const judged = { name, tool, approved, safety: safetyOf(server, approved ?? tool) };
  if (server.allowed_tools?.includes(tool.name) === false) {
    return { ...judged, status: 'not_allowed', why: 'allowed_tools does not name it' };
  }
  if (fault !== undefined) return { ...judged, status: 'unusable', why: fault };
  if (approved?.hash === tool.hash) return { ...judged, status: 'approved', why: undefined };
  const why = approved === undefined ? 'nobody has approved it' : 'it is not what was approved';
  return { ...judged, status: 'awaiting_approval', why };
}

function findFault(name: string, tool: OfferedTool): string | undefined {
  if (tool.fault !== undefined) return tool.fault;
  if (unsayable.has(tool.name)) return `no request may name it: ${tool.name} is a forbidden key`;
  if (name.length > longestName) return `its name has more than ${String(longestName)} characters`;
  return schemaFaultOf(tool);
}

/** Shelves are stocked often: what is known of a schema is kept, whatever is said around it. */
const schemaFaults = new Map<string, string | undefined>();
const mostKept = 4_096;

/** Looks at schemas that are new here one by one, so that many large ones hold up nobody else. */
export async function judgeAhead(tools: readonly OfferedTool[]): Promise<void> {
  for (const tool of tools) {
    if (tool.fault !== undefined || schemaFaults.has(hashOf(tool))) continue;
    schemaFaultOf(tool);
    await setImmediate();
  }
}

const hashOf = ({ inputSchema }: OfferedTool): string =>
  createHash('sha256').update(JSON.stringify(inputSchema)).digest('base64');

function schemaFaultOf(tool: OfferedTool): string | undefined {
  const { inputSchema } = tool;
  const hash = hashOf(tool);
  if (schemaFaults.has(hash)) return schemaFaults.get(hash);
  const fault = findSchemaFault(inputSchema);
  if (schemaFaults.size >= mostKept) schemaFaults.clear();
  schemaFaults.set(hash, fault);
  return fault;
}

function findSchemaFault(schema: OfferedTool['inputSchema']): string | undefined {
  try {
    requireSchema(schema);
    return undefined;
  } catch (error) {
    return `its schema ${error instanceof Error ? error.message : 'cannot be read'}`;
  }
}

/** A tool may be called `constructor`, though none such can be used. */
const known = (tools: ToolsByName, name: string): OfferedTool | undefined =>
  Object.hasOwn(tools, name) ? tools[name] : undefined;
