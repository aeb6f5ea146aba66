import {
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';

type Facts = Readonly<Record<string, string | number | undefined>>;

/** Work that begins. */
export interface Beginning {
  readonly name: string;
  readonly kind: 'server' | 'client' | 'consumer' | 'internal';
  /** `traceparent` of W3C Trace Context. */
  readonly parent?: string | undefined;
  readonly facts?: Facts | undefined;
  /** Milliseconds since 1970. @default now */
  readonly startedAt?: number | undefined;
}

/** Work that began. */
export interface BegunSpan {
  readonly traceparent: string;
  end(facts: Facts, failed?: boolean): void;
}

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const;

/** Writes spans whose place in their trace is told by a text, as it travels in headers and rows. */
export class SpanBook {
  constructor(private readonly tracer: Tracer) {}

  begin({ name, kind, parent, facts = {}, startedAt }: Beginning): BegunSpan {
    const attributes = toAttributes(facts);
    const start = startedAt === undefined ? {} : { startTime: startedAt };
    const span = this.tracer.startSpan(
      name,
      { kind: kinds[kind], attributes, ...start },
      contextOf(parent),
    );
    return {
      traceparent: toTraceparent(span),
      end: (more, failed = false) => {
        span.setAttributes(toAttributes(more));
        if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  }
}

function contextOf(parent: string | undefined): Context {
  const [, traceId = '', spanId = '', flags = '00'] = parent?.split('-') ?? [];
  const context = { traceId, spanId, traceFlags: parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(context) ? trace.setSpanContext(ROOT_CONTEXT, context) : ROOT_CONTEXT;
}

function toTraceparent(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** Names of ours have a prefix; those with a dot are others' (`http.route`). */
function toAttributes(facts: Facts): Attributes {
  return Object.fromEntries(
    Object.entries(facts)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name.includes('.') ? name : `caxton.${name}`, value]),
  );
}
