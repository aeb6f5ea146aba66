import type { Env } from '#platform';

/** OTLP over HTTP in its two forms. */
const spoken = ['http/protobuf', 'http/json'] as const;

/** What the standard variables say about traces. */
export type TracingChoice =
  | { readonly kind: 'off' }
  | { readonly kind: 'on'; readonly protocol: (typeof spoken)[number] }
  /** They ask for what is not spoken here. */
  | { readonly kind: 'unspoken'; readonly asked: string };

type TracingEnv = Pick<
  Env,
  | 'OTEL_SDK_DISABLED'
  | 'OTEL_TRACES_EXPORTER'
  | 'OTEL_EXPORTER_OTLP_ENDPOINT'
  | 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'
  | 'OTEL_EXPORTER_OTLP_PROTOCOL'
  | 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'
>;

/**
 * Traces are sent where somebody said where to, or that they are. OpenTelemetry itself would send them to this
 * machine unasked; a server without a collector beside it would fail at that for ever.
 */
export function chooseTracing(env: TracingEnv): TracingChoice {
  const exporter = env.OTEL_TRACES_EXPORTER;
  if (isOff(env)) return { kind: 'off' };
  if (exporter !== undefined && exporter !== 'otlp') {
    return { kind: 'unspoken', asked: `OTEL_TRACES_EXPORTER=${exporter}` };
  }
  const said = env.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? env.OTEL_EXPORTER_OTLP_PROTOCOL;
  const protocol = spoken.find((one) => one === (said ?? 'http/protobuf'));
  return protocol === undefined
    ? { kind: 'unspoken', asked: `OTEL_EXPORTER_OTLP_PROTOCOL=${String(said)}` }
    : { kind: 'on', protocol };
}

function isOff(env: TracingEnv): boolean {
  if (env.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return true;
  const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_ENDPOINT;
  const exporter = env.OTEL_TRACES_EXPORTER ?? (endpoint === undefined ? 'none' : 'otlp');
  return exporter === 'none';
}
