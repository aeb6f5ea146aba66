import { callCodes, errorCatalogue, type JsonValue } from '#protocol';
import type { CallAccount } from '#messaging';
import { recallCall, type KeptCall } from './kept-call.js';

/** How a kept call of a tool ended, for the record of calls. */
export function accountOf(response: JsonValue): CallAccount {
  const { ok, shown } = recallCall(response);
  if (ok) return { outcome: 'ok' };
  const code = codeIn(shown);
  return code === undefined ? { outcome: 'failed' } : { outcome: endOf(code), errorCode: code };
}

/** Whether anything of the tool has run: else its result holds nobody's words but ours. */
export function wasMade({ ok, shown }: Pick<KeptCall, 'ok' | 'shown'>): boolean {
  return ok || endOf(codeIn(shown) ?? '') !== 'refused';
}

/** What the API would refuse a client, it refuses an agent: a message that cannot be routed is not sent. */
function endOf(code: string): CallAccount['outcome'] {
  if (isKeyOf(callCodes, code)) return callCodes[code].ends;
  return isKeyOf(errorCatalogue, code) && errorCatalogue[code].status < 500 ? 'refused' : 'failed';
}

function isKeyOf<T extends object>(catalogue: T, code: string): code is keyof T & string {
  return Object.hasOwn(catalogue, code);
}

function codeIn(shown: JsonValue): string | undefined {
  if (typeof shown !== 'object' || shown === null || Array.isArray(shown)) return undefined;
  const { code } = shown as { readonly code?: JsonValue };
  return typeof code === 'string' ? code.slice(0, 64) : undefined;
}
