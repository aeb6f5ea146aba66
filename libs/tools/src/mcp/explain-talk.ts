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
  const known = error instanceof SdkError ? explainClient(error) : undefined;
  if (known !== undefined) return known;
  const words = concealText(error instanceof Error ? error.message : String(error), secrets);
  return error instanceof ProtocolError ? new McpRefused(words) : new McpBroken(words);
}

/** What the client says of a server that is silent or answers something else. */
function explainClient({ code }: SdkError): Error | undefined {
  if (code === SdkErrorCode.RequestTimeout) {
    return new EgressFailed('EGRESS_TIMEOUT', 'the MCP server does not answer in time');
  }
  if (code !== SdkErrorCode.InvalidResult) return undefined;
  return new McpBroken('its answer is not what the protocol asks for; tell whoever runs it');
}

/** What a status of HTTP says of the way to a server, with what to do; nothing where it says nothing. */
export function explainStatus(status: number | undefined): string | undefined {
  if (status === undefined || status < 300) return undefined;
  const told = `it answered with HTTP ${String(status)}`;
  if (status < 400)
    return `${told}, a redirect, which is not followed; register the URL that it leads to`;
  if (status === 401 || status === 403) {
    return `${told}: it wants to know who asks; give it a header such as Authorization by reference to a secret`;
  }
  if (status === 404 || status === 405) {
    return `${told}: nothing speaks MCP at this URL; look at its path, which often ends in /mcp`;
  }
  return `${told}; look at the server, or try again later`;
}

/** Why a program of the operator's did not start. */
export function explainStart(
  error: unknown,
  { command, secrets }: { readonly command: string; readonly secrets: readonly string[] },
): Error {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  if (!isMissing) return explainTalk(error, secrets);
  const remedy = 'write its path, or install it where PATH of the server finds it';
  return new McpBroken(`there is no program ${command} (or no directory of its "cwd"): ${remedy}`);
}
