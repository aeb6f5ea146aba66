import { diag, DiagLogLevel } from '@opentelemetry/api';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { SpanBook, type Beginning, type BegunSpan } from './span-book.js';

/** What a process says of itself; the rest the SDK reads from the variables `OTEL_…`. */
export interface TracingSettings {
  readonly protocol: 'http/protobuf' | 'http/json';
  /** Unless OTEL_SERVICE_NAME says another. */
  readonly service: string;
  readonly version: string;
  readonly instance: string;
  /** Told when spans could not be sent. They are dropped: nothing waits for them. */
  readonly onTrouble: (what: string) => void;
}

/** Traces of one process, sent in batches. */
export interface Tracing {
  begin(beginning: Beginning): BegunSpan;
  /** Sends what is left and ends. */
  close(): Promise<void>;
}

/** Spans of a process that stops are waited for so long. */
const farewellMs = 3_000;

export function openTracing(settings: TracingSettings): Tracing {
  listenForTrouble(settings.onTrouble);
  const own = resourceFromAttributes({
    'service.name': settings.service,
    'service.version': settings.version,
    'service.instance.id': settings.instance,
  });
  const exporter = settings.protocol === 'http/json' ? new JsonExporter() : new ProtobufExporter();
  const provider = new BasicTracerProvider({
    resource: own.merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const book = new SpanBook(provider.getTracer('caxton', settings.version));
  return {
    begin: (beginning) => book.begin(beginning),
    close: () => atMost(farewellMs, provider.shutdown()),
  };
}

/** The SDK tells of what it cannot do by a channel of its own. */
function listenForTrouble(onTrouble: TracingSettings['onTrouble']): void {
  const tell = (message: string): void => {
    onTrouble(message);
  };
  const silent = (): void => undefined;
  const logger = { error: tell, warn: tell, info: silent, debug: silent, verbose: silent };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
}

/** A collector that hangs does not hold up the end of a process. */
async function atMost(milliseconds: number, ending: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([ending.catch(() => undefined), over]);
  clearTimeout(timer);
}
