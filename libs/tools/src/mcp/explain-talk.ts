import { ProtocolError, SdkError, SdkErrorCode } from '@modelcontextprotocol/client';
import { EgressDenied, EgressFailed } from '../egress/egress.errors.js';
import { concealText } from '../secrets/conceal.js';
import { ToolFault } from '../tool.errors.js';
import { McpBroken, McpRefused } from './mcp.errors.js';

/** Why a conversation failed, in words that hold no secret, whoever said them. */
export function explainTalk(error: unknown, secrets: readonly string[]): Error {
  const isOurs =
    error instanceof ToolFault || error instanceof EgressDenied || error instanceof EgressFailed;
  if (isOurs || error instanceof McpBroken || error instanceof McpRefused) return error;
  if (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout) {
    return new EgressFailed('EGRESS_TIMEOUT', 'the MCP server does not answer in time');
  }
  const words = concealText(error instanceof Error ? error.message : String(error), secrets);
  return error instanceof ProtocolError ? new McpRefused(words) : new McpBroken(words);
}
