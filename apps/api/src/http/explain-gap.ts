import { ProtocolError, type ErrorCode } from '#protocol';
import type { RefusedData } from '#platform';

/** Not null, and checks: what is wrong is in the request alone. */
const ofTheRequest: ReadonlySet<string> = new Set(['23502', '23514']);

const said: Readonly<Partial<Record<ErrorCode, string>>> = {
  DATA_CONFLICT: 'The database refused the change: it contradicts how things are now',
  DATA_REFUSED: 'The database refused the data of this request',
  INVALID_REQUEST: 'The database refused a value of this request',
};

/** Data that a check should have refused, as the error that its sender gets; nothing of it is repeated. */
export function explainGap(
  gap: RefusedData,
  { method }: { readonly method: string },
  cause: unknown,
): ProtocolError {
  const code = codeOf(gap, method);
  return new ProtocolError(code, said[code] ?? '', {}, { cause });
}

function codeOf({ class: kind, state }: RefusedData, method: string): ErrorCode {
  // Whoever only reads changes nothing that could be in conflict.
  if (kind === '22' || method === 'GET' || method === 'HEAD') return 'INVALID_REQUEST';
  return kind === '23' && !ofTheRequest.has(state) ? 'DATA_CONFLICT' : 'DATA_REFUSED';
}
