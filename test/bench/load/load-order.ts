import type { HistogramData } from '../statistics/histogram.js';

/**
 * A request that is sent again and again. In `path`, `body` and `expects`, `{n}` is the number of the request, `{c}` that
 * of its conversation.
 */
export interface RequestPlan {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Conversations that the requests take turns in. @default one for each request */
  readonly conversations?: number;
  /** What the body of a success holds; an answer without it is an error. @default anything */
  readonly expects?: string;
}

/** Closed: so many clients, each sends when it was answered. Open: requests arrive at a rate, whatever the answers do. */
export type Pace =
  | { readonly kind: 'closed'; readonly connections: number }
  | { readonly kind: 'open'; readonly perSecond: number; readonly seed: number };

/** What the load process is told to do. */
export interface LoadOrder {
  readonly url: string;
  readonly request: RequestPlan;
  readonly pace: Pace;
  /** Sent before, and not counted. */
  readonly warmSeconds: number;
  readonly seconds: number;
  /** Number of the first request: runs on one server do not repeat each other's. @default 0 */
  readonly firstNumber?: number;
}

/** What it found between the end of the warm-up and the end. */
export interface LoadReport {
  readonly seconds: number;
  /** Requests that were due. */
  readonly sent: number;
  /** Answered with a success. */
  readonly done: number;
  /** Successes that came within the stretch, whenever they were due: what the server did in that time. */
  readonly within: number;
  /** Turned away with 429 or 503 and `Retry-After`. */
  readonly refused: number;
  /** Everything else: another status, a broken connection, no answer until the patience ended. */
  readonly failed: number;
  /** The first few of those, in words. */
  readonly failures: readonly string[];
  /** Of successes; from when a request was due, not from when a busy client got round to sending it. */
  readonly latency: HistogramData;
  /** Processor time that making the load took. */
  readonly cpuMicros: number;
  /** Number of the request that would come next. */
  readonly nextNumber: number;
}

/** What the load process says to the one that started it. */
export type LoadSaid =
  | { readonly said: 'warm' }
  | { readonly said: 'over' }
  | { readonly said: 'report'; readonly report: LoadReport };
