import { z } from 'zod';

/** Where traces are sent, by the variables of the OpenTelemetry specification. */
export const tracingSettings = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Where traces are sent: a collector for OTLP over HTTP, such as http://localhost:4318. Unset: nowhere. See docs/observability.md.',
    ),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z
    .string()
    .min(1)
    .optional()
    .describe('The same as a whole URL, with /v1/traces or whatever the collector calls it.'),
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .string()
    .optional()
    .describe('`http/protobuf` or `http/json`. Unset: http/protobuf.'),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: z.string().optional().describe('The same, for traces alone.'),
  OTEL_TRACES_EXPORTER: z
    .string()
    .optional()
    .describe('`otlp`: traces are sent, to this machine unless an endpoint is set. `none`: never.'),
  OTEL_SDK_DISABLED: z.string().optional().describe('`true`: no traces are sent.'),
};
