import { z } from 'zod';
import { durationText, parseDuration, type JsonObject } from '#protocol';
import { defaultLimits, withinAll, type EgressLimits } from '../egress/guarded-request.js';
import { ToolFault } from '../tool.errors.js';

/** What an agent's `tool_config` makes of a tool that fetches. */
export interface HttpSettings {
  readonly limits: EgressLimits;
  readonly allowedDomains: readonly string[] | undefined;
  readonly userAgent: string;
}

/** An agent may not ask for more than this; less is its own business. */
const longestMs = 60_000;
const defaultUserAgent = 'Caxton/1.0';

const units: Readonly<Record<string, number>> = { B: 1, KB: 1_024, MB: 1_048_576 };
const size = z.union([
  z.number().int().positive(),
  z
    .string()
    .regex(/^\d+(?:\.\d+)? ?(?:B|KB|MB)$/i, 'must be a size such as 500KB or 5MB')
    .transform((text) => {
      const unit = text.replace(/[\d. ]/g, '').toUpperCase();
      return Math.floor(Number.parseFloat(text) * (units[unit] ?? 1));
    }),
]);

/** Keys that Caxton does not know are left alone; certificates, for one, are always verified. */
const schema = z.object({
  timeout: z
    .union([
      durationText.transform(parseDuration),
      z
        .number()
        .positive()
        .transform((s) => s * 1_000),
    ])
    .optional(),
  max_redirects: z.number().int().min(0).optional(),
  follow_redirects: z.boolean().optional(),
  allowed_domains: z.array(z.string().min(1).max(253)).optional(),
  max_response_size: size.optional(),
  user_agent: z
    .string()
    .regex(/^[\x20-\x7e]{1,200}$/, 'must be at most 200 printable characters')
    .optional(),
});

/**
 * Reads the agent's settings: `timeout` (`30s`, or seconds; at most 60 s), `max_redirects` (at most
 * 3), `follow_redirects`, `allowed_domains` (with their subdomains), `max_response_size` (`500KB`, or
 * bytes; at most 5 MB), `user_agent`.
 *
 * @throws {ToolFault} TOOL_FAILED, naming the setting: only the agent's author can correct it
 */
export function readHttpSettings(settings: JsonObject, toolName = 'http_client'): HttpSettings {
  const { data, error } = schema.safeParse(settings);
  if (error !== undefined) throw invalidSetting(error, toolName);
  return {
    limits: limitsOf(data),
    allowedDomains: data.allowed_domains,
    userAgent: data.user_agent ?? defaultUserAgent,
  };
}

function limitsOf(data: z.infer<typeof schema>): EgressLimits {
  const redirects = data.follow_redirects === false ? 0 : (data.max_redirects ?? Infinity);
  const totalMs = Math.min(data.timeout ?? defaultLimits.totalMs, longestMs);
  return {
    ...withinAll(totalMs),
    maxBytes: Math.min(data.max_response_size ?? Infinity, defaultLimits.maxBytes),
    maxRedirects: Math.min(redirects, defaultLimits.maxRedirects),
  };
}

function invalidSetting({ issues: [issue] }: z.ZodError, toolName: string): ToolFault {
  const name = issue?.path.join('.') ?? '';
  return new ToolFault(
    'TOOL_FAILED',
    `the agent's tool_config.${toolName}.${name} is not valid: ${issue?.message ?? ''}`,
  );
}
