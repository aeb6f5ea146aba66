import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known of work beside its times. */
export type Facts = Readonly<Record<string, string | number | undefined>>;

export type SpanKind = 'server' | 'client' | 'consumer' | 'internal';

/** Work that begins and that a trace shall show. */
export interface SpanBeginning {
  readonly name: string;
  readonly kind: SpanKind;
  /** The `traceparent` of what led to it. @default what runs now; without that, a trace begins */
  readonly parent?: string | undefined;
  readonly facts?: Facts | undefined;
  /** Milliseconds since 1970. @default now */
  readonly startedAt?: number | undefined;
}

/** Work that a trace shows. */
export interface TraceSpan {
  readonly traceparent: string;
  /** `failed`: it was our work that failed, and not what it was about. */
  end(facts: Facts, failed?: boolean): void;
}

/** Where spans go: a lib that is loaded only where traces are wanted. */
export interface Tracer {
  begin(beginning: SpanBeginning): TraceSpan;
}

let following: { readonly tracer: Tracer; readonly now: AsyncLocalStorage<string> } | undefined;

/**
 * From now on work of this process is told to the tracer; until the function is called that is given back.
 * Before it nothing is done for traces: knowing what runs now costs every promise of a process something.
 */
export function followTraces(tracer: Tracer): () => void {
  following = { tracer, now: new AsyncLocalStorage() };
  return () => {
    following = undefined;
  };
}

/** Whether anybody wants to know: without, what a span would be told need not be gathered. */
export function areTracesFollowed(): boolean {
  return following !== undefined;
}

/** The `traceparent` of the work that runs now; nothing where traces are not followed. */
export function currentTrace(): string | undefined {
  return following?.now.getStore();
}

/** Nothing where traces are not followed. */
export function beginSpan(beginning: SpanBeginning): TraceSpan | undefined {
  return following?.tracer.begin({ ...beginning, parent: beginning.parent ?? currentTrace() });
}

/** Does work that belongs to a span. */
export function inSpan<Result>(span: TraceSpan | undefined, work: () => Result): Result {
  return span === undefined || following === undefined
    ? work()
    : following.now.run(span.traceparent, work);
}
