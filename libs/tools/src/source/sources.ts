import type { JsonObject, JsonValue } from '#protocol';
import { egressFault } from '../egress/egress-fault.js';
import type { GuardedFetch } from '../egress/guarded-request.js';
import { readHttpSettings } from '../http/http-settings.js';
import { narrowDomains } from '../policy/narrow-domains.js';
import { ToolFault } from '../tool.errors.js';
import type { ToolContext } from '../tool.js';

/** What a source holds: bytes of a type, or what an earlier call returned. */
export type SourceContent =
  { readonly bytes: Uint8Array; readonly contentType: string } | { readonly value: JsonValue };

/** The call that reads, as far as a source needs to know it. */
type Reading = Pick<
  ToolContext,
  'signal' | 'settings' | 'domains' | 'priorResult' | 'artifacts'
> & {
  readonly toolName: string;
};

/**
 * Reads what the argument `source` of a tool names. The one place that knows the forms of a source:
 * `step:<call id>`, `artifact:<id>`, and `http://` or `https://`.
 *
 * @throws {ToolFault} when there is no such source, or it must not or cannot be reached
 */
export type ReadSource = (source: string, reading: Reading) => Promise<SourceContent>;

/** JSON Schema of the argument `source`. */
export const sourceParameter: JsonObject = {
  type: 'string',
  minLength: 1,
  maxLength: 2_048,
  description:
    'Instead of giving the data: "step:<call id>" of an earlier call, "artifact:<id>" of a file, or a URL.',
};

/** Reads URLs on the guarded way out, within the settings that the agent has for the tool. */
export function openSources(fetch: GuardedFetch): ReadSource {
  return async (source, reading) => {
    if (isUrl(source)) return fetchBytes(fetch, source, reading);
    if (isArtifact(source)) return readArtifact(source, reading);
    return { value: earlierResult(source, reading) };
  };
}

const isUrl = (source: unknown): boolean =>
  typeof source === 'string' && /^https?:\/\//i.test(source);

const isArtifact = (source: unknown): boolean =>
  typeof source === 'string' && /^artifact:/i.test(source);

/**
 * What a tool that reads a `source` says of its calls: those with a URL go out. What is read there and in
 * files, others wrote.
 */
export const sourceTraits = {
  readsOutsideOf: ({ source }: JsonObject): boolean => isUrl(source) || isArtifact(source),
  methodOf: ({ source }: JsonObject): string | undefined => (isUrl(source) ? 'GET' : undefined),
} as const;

async function fetchBytes(
  fetch: GuardedFetch,
  url: string,
  { signal, settings, domains, toolName }: Reading,
): Promise<SourceContent> {
  const { limits, allowedDomains, userAgent } = readHttpSettings(settings, toolName);
  const headers = { accept: '*/*', 'user-agent': userAgent };
  const response = await fetch({
    ...{ url, signal, limits, headers },
    allowedDomains: narrowDomains(allowedDomains, domains),
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw egressFault(error);
  });
  if (response.status >= 400) throw unusable(`${url} was answered with status`, response.status);
  return { bytes: response.body, contentType: response.headers['content-type'] ?? '' };
}

/** Within the same bounds as what is fetched. */
async function readArtifact(
  reference: string,
  { artifacts, signal, settings, toolName }: Reading,
): Promise<SourceContent> {
  if (artifacts === undefined) {
    throw new ToolFault('TOOL_ARGUMENTS_INVALID', 'this agent has no files that it could read');
  }
  const { limits } = readHttpSettings(settings, toolName);
  const { bytes, mediaType } = await artifacts.read(reference, limits.maxBytes, signal);
  return { bytes, contentType: mediaType };
}

function earlierResult(source: string, { priorResult }: Reading): JsonValue {
  const id = source.replace(/^step:/, '');
  const result = priorResult(id);
  if (result === undefined) {
    throw new ToolFault(
      'TOOL_ARGUMENTS_INVALID',
      `no earlier call "${id}" of this turn returned anything`,
    );
  }
  const { status } = asObject(result);
  if (typeof status === 'number' && status >= 400) {
    throw unusable(`call "${id}" was answered with status`, status);
  }
  return result;
}

export const asObject = (value: JsonValue): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

const unusable = (what: string, status: number): ToolFault =>
  new ToolFault('TOOL_FAILED', `${what} ${String(status)}`);
