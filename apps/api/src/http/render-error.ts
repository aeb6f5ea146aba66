import { errorCatalogue, type ErrorEnvelope, type ProtocolError } from '#protocol';

/** The contract's one shape for every error: quick start, error response format. */
export function renderError(
  { code, message, details }: ProtocolError,
  requestId: string,
  now: number,
): ErrorEnvelope {
  return {
    error: {
      code,
      message,
      details: { suggestion: errorCatalogue[code].remedy, ...details },
      timestamp: new Date(now).toISOString(),
      request_id: requestId,
    },
  };
}

/** The headers that belong to an error: when to come back, what is allowed instead, how to say who one is. */
export function headersOf({ code, details }: ProtocolError): Record<string, string> {
  const { retry_after: seconds, allowed } = details;
  if (code === 'UNAUTHORIZED') return { 'www-authenticate': 'Bearer realm="caxton"' };
  if (typeof seconds === 'number') return { 'retry-after': String(Math.ceil(seconds)) };
  if (code === 'METHOD_NOT_ALLOWED' && Array.isArray(allowed)) return { allow: allowed.join(', ') };
  return isMomentary(code) ? { 'retry-after': '1' } : {};
}

function isMomentary(code: ProtocolError['code']): boolean {
  return ['RATE_LIMITED', 'UNAVAILABLE', 'IDEMPOTENCY_IN_PROGRESS'].includes(code);
}
