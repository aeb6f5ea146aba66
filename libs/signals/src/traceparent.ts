const shape = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/;

/** A `traceparent` of W3C Trace Context, as far as this version knows it; nothing where it is none. */
export function readTraceparent(given: unknown): string | undefined {
  if (typeof given !== 'string') return undefined;
  const text = given.trim().toLowerCase();
  const [, traceId, spanId, more] = shape.exec(text) ?? [];
  if (traceId === undefined || /^0+$/.test(traceId) || /^0+$/.test(spanId ?? '0')) return undefined;
  const version = text.slice(0, 2);
  // Version 00 has four parts; of a later one the first four are to be read, and ff is none.
  if (version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  return `00-${text.slice(3, 55)}`;
}

/** The trace that a `traceparent` belongs to. */
export function traceIdOf(traceparent: string): string {
  return traceparent.slice(3, 35);
}
