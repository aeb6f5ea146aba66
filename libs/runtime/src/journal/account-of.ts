import type { JsonValue } from '#protocol';
import type { CallAccount } from '#messaging';
import { recallCall } from './kept-call.js';

/** Why a call was not made: nothing of the tool has run. */
const refusals: ReadonlySet<string> = new Set([
  ...['TOOL_NOT_ALLOWED', 'TOOL_UNKNOWN', 'TOOL_ARGUMENTS_INVALID', 'TOOL_CALLS_EXHAUSTED'],
  ...[
    'TOOL_POLICY_DENIED',
    'TOOL_RATE_LIMITED',
    'TOOL_BUSY',
    'TOOL_NEEDS_APPROVAL',
    'TOOL_TAINTED',
  ],
  ...['APPROVAL_DENIED', 'EGRESS_DENIED', 'MEMORY_DISABLED', 'TOO_MANY_CALLS', 'TOO_MANY_MESSAGES'],
  ...['INVALID_CAPABILITY', 'UNKNOWN_TOOL', 'MALFORMED_ARGUMENTS'],
]);

/** How a kept call of a tool ended, for the record of calls. */
export function accountOf(response: JsonValue): CallAccount {
  const { ok, shown } = recallCall(response);
  if (ok) return { outcome: 'ok' };
  const code = codeIn(shown);
  if (code === undefined) return { outcome: 'failed' };
  if (code === 'OUTCOME_UNKNOWN') return { outcome: 'unknown', errorCode: code };
  return { outcome: refusals.has(code) ? 'refused' : 'failed', errorCode: code };
}

function codeIn(shown: JsonValue): string | undefined {
  if (typeof shown !== 'object' || shown === null || Array.isArray(shown)) return undefined;
  const { code } = shown as { readonly code?: JsonValue };
  return typeof code === 'string' ? code.slice(0, 64) : undefined;
}
