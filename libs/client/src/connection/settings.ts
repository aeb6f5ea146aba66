import type { Token } from './credentials.js';

/** What a client may be told when it is made. */
export interface ClientOptions {
  /** A key of `POST /api/v1/keys`. */
  readonly apiKey?: string | null | undefined;
  /** In its place: the token of a login, or what gives the present one, asked before each request. */
  readonly token?: Token | undefined;
  /** How long a call may take, its repetitions included. @default 60 seconds */
  readonly timeoutMs?: number;
  /** How long one attempt may take, beside what the server was asked to wait. @default 15 seconds */
  readonly attemptTimeoutMs?: number;
  /** How often a call that is safe to repeat is tried. @default 5 */
  readonly attempts?: number;
  /** @default the one of the platform */
  readonly fetch?: typeof fetch;
}

/** The same, complete. */
export interface ConnectionSettings {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly token: Token | undefined;
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly attempts: number;
  readonly fetch: typeof fetch;
}

/** Completes what a client was told. Thrown when the address is no URL of the web: TypeError. */
export function settingsOf(baseUrl: string, options: ClientOptions): ConnectionSettings {
  if (!isAddress(baseUrl))
    throw new TypeError(`"${baseUrl}" is no URL of a server, such as http://localhost:8080`);
  const { apiKey, token, timeoutMs = 60_000, attemptTimeoutMs = 15_000, attempts = 5 } = options;
  return {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    apiKey: apiKey ?? undefined,
    ...{ token, timeoutMs, attemptTimeoutMs, attempts },
    // Some platforms refuse their own fetch as a method of something else.
    fetch: options.fetch ?? ((...given) => fetch(...given)),
  };
}

function isAddress(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}
