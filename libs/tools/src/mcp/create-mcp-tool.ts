import type { JsonObject } from '#protocol';
import { explainEgress } from '../egress/explain-egress.js';
import { tameSchema } from '../http-tool/tame-schema.js';
import { conceal } from '../secrets/conceal.js';
import { ToolFault } from '../tool.errors.js';
import type { Tool, ToolContext, ToolSafety } from '../tool.js';
import type { McpLimits } from './guarded-mcp-fetch.js';
import type { McpLine, McpTalk } from './mcp-line.js';
import type { McpLook } from './mcp-server.js';
import { McpRefused } from './mcp.errors.js';
import type { OfferedTool } from './offered-tool.js';
import { readMcpResult } from './read-mcp-result.js';

/** A tool of a server as a person approved it. */
export interface PinnedTool {
  /** As agents name it. */
  readonly name: string;
  readonly tool: OfferedTool;
  readonly safety: ToolSafety;
  readonly line: McpLine;
  readonly limits: McpLimits;
  /** Hears of what the server offers instead of what was approved. */
  readonly onChange: (look: McpLook) => Promise<void>;
}

/**
 * A tool of an MCP server. Models see what a person approved and nothing that the server says since: before a
 * call its description and schema are compared with what was approved, and another hash is another
 * tool, which is not called.
 */
export function createMcpTool(pinned: PinnedTool): Tool {
  const { name, tool, safety, limits } = pinned;
  return {
    ...{ name, safety },
    description: tool.description,
    examples: [],
    source: 'mcp',
    readsOutside: true,
    parameters: tameSchema(tool.inputSchema),
    // Above the conversation's own deadline, which tells more.
    timeoutMs: limits.totalMs + 5_000,
    execute: (args, context) => callOnce(pinned, args, context),
  };
}

/** A tool that nobody has approved: its name is known, and nothing that the server says of it is shown. */
export function createLockedTool(name: string): Tool {
  return {
    name,
    description: 'Waits for the approval of a person and cannot be called.',
    examples: [],
    source: 'mcp',
    safety: 'unsafe',
    readsOutside: true,
    parameters: { type: 'object', additionalProperties: true, properties: {} },
    timeoutMs: 1_000,
    execute: () =>
      Promise.reject(
        new ToolFault('TOOL_UNAPPROVED', 'nobody has approved this tool; it was not called'),
      ),
  };
}

async function callOnce(
  pinned: PinnedTool,
  args: JsonObject,
  context: ToolContext,
): ReturnType<Tool['execute']> {
  const { line, limits, safety, tool } = pinned;
  const { signal, domains } = context;
  const progress = { wasCalled: false };
  try {
    const { result, revealed } = await line.talk({ ...limits, signal, domains }, async (talk) => {
      await requireApproved(talk, pinned);
      progress.wasCalled = true;
      return talk.call(tool.name, args);
    });
    return await readMcpResult(conceal(result, revealed) as JsonObject, tool.name, context);
  } catch (error) {
    signal.throwIfAborted();
    throw told(error, !progress.wasCalled || safety !== 'unsafe');
  }
}

const isGone =
  'the server does not offer this tool any more; it was not called and cannot be until the server offers it again';
const hasChanged =
  'the server has changed this tool since it was approved; it was not called and cannot be until a person approves it';

async function requireApproved(talk: McpTalk, { tool, onChange }: PinnedTool): Promise<void> {
  const offered = await talk.tools();
  const now = offered.find(({ name }) => name === tool.name);
  if (now?.hash === tool.hash) return;
  await onChange({ offered, protocolVersion: talk.protocolVersion });
  throw new ToolFault('TOOL_UNAPPROVED', now === undefined ? isGone : hasChanged);
}

/** A call that may have taken effect and must not be made again is told as such. */
function told(error: unknown, mayRepeat: boolean): unknown {
  const explained = explainEgress(error, mayRepeat);
  if (explained instanceof ToolFault) return explained;
  const message = explained instanceof Error ? explained.message : 'the MCP server failed';
  // An error is an answer: the call has ended, and the model may mend it.
  if (mayRepeat || explained instanceof McpRefused) return new ToolFault('TOOL_FAILED', message);
  const remark = '; whether the call took effect is unknown, do not repeat it';
  return new ToolFault('OUTCOME_UNKNOWN', `${message}${remark}`);
}
