import { createHash } from 'node:crypto';

/** Of what is kept. A server that keeps it in another form counts this up and replays no older one. */
const form = 1;

/** SHA-256 of what a step asks for. The order of keys does not matter, everything else does. */
export function hashRequest(kind: string, name: string, request: unknown): string {
  const said = JSON.stringify([form, kind, name, sortKeys(request)]);
  return createHash('sha256').update(said).digest('hex');
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sortKeys(item)]),
  );
}
