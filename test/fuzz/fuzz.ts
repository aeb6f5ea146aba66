import fc, { type Arbitrary } from 'fast-check';
import { ContractFetch } from '../support/contract-fetch.js';
import { operationsOf, type FuzzedDocument, type FuzzedOperation } from './operations.js';
import { SchemaArbitraries } from './schema-arbitrary.js';
import { oddText, spoil, spoilings } from './spoil.js';

/** One request that a run makes. */
interface Shot {
  readonly path: string;
  readonly body: unknown;
  /** The document does not allow it: it must not be accepted. */
  readonly isInvalid: boolean;
}

/** What a run found. */
export interface FuzzReport {
  readonly requests: number;
  readonly statuses: ReadonlyMap<number, number>;
  /** Operations that took at least one request. */
  readonly accepted: ReadonlySet<string>;
  readonly findings: readonly string[];
}

export interface FuzzSettings {
  readonly url: string;
  readonly requests: number;
  readonly seed: number;
}

/** Requests in flight at the same time. */
const atOnce = 8;

/** These hold the answer for as long as the request says. */
const holding = new Set(['wait', 'follow', 'keep_open', 'follow_conversation']);

/** Nobody reads more at once. */
const mostFindings = 50;

/** Makes requests from the server's own document, good ones and spoiled ones, and holds every answer to it. */
export async function fuzz({ url, requests, seed }: FuzzSettings): Promise<FuzzReport> {
  const api = await ContractFetch.of(url);
  const { body } = await api.call<FuzzedDocument>('/openapi.json');
  const arbitraries = new SchemaArbitraries(body.components.schemas);
  const operations = operationsOf(body);
  const run = new Run(api);
  const perOperation = Math.ceil(requests / operations.length);
  for (const [index, operation] of operations.entries()) {
    const shots = fc.sample(shotsAt(operation, arbitraries), {
      numRuns: Math.min(perOperation, requests - index * perOperation),
      seed: seed + index,
    });
    await run.fire(operation, shots);
  }
  return run;
}

class Run implements FuzzReport {
  requests = 0;
  readonly statuses = new Map<number, number>();
  readonly accepted = new Set<string>();
  readonly findings: string[] = [];

  constructor(private readonly api: ContractFetch) {}

  async fire(operation: FuzzedOperation, shots: readonly Shot[]): Promise<void> {
    const waiting = [...shots];
    const shoot = async (): Promise<void> => {
      for (let shot = waiting.pop(); shot !== undefined; shot = waiting.pop())
        await this.shoot(operation, shot);
    };
    await Promise.all(Array.from({ length: atOnce }, shoot));
  }

  private async shoot(operation: FuzzedOperation, shot: Shot): Promise<void> {
    const { method } = operation;
    this.requests += 1;
    try {
      const options = shot.body === undefined ? { method } : { method, body: shot.body };
      const { status } = await this.api.call(shot.path, options);
      this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
      if (status < 300) this.accepted.add(`${method} ${operation.path}`);
      if (status >= 500) this.find(operation, shot, `answered with ${String(status)}`);
      if (status < 300 && shot.isInvalid) this.find(operation, shot, 'accepted although invalid');
    } catch (error) {
      this.find(operation, shot, String(error));
    }
  }

  private find({ method, path }: FuzzedOperation, shot: Shot, what: string): void {
    if (this.findings.length >= mostFindings) return;
    const body = (JSON.stringify(shot.body) as string | undefined) ?? '';
    this.findings.push(
      `${method} ${path}: ${what.slice(0, 600)}\n  ${shot.path}\n  ${body.slice(0, 600)}`,
    );
  }
}

function shotsAt(operation: FuzzedOperation, arbitraries: SchemaArbitraries): Arbitrary<Shot> {
  const { parameters, body } = operation;
  const texts = (place: 'path' | 'query'): Record<string, Arbitrary<string>> =>
    Object.fromEntries(
      parameters
        .filter((parameter) => parameter.in === place && !holding.has(parameter.name))
        .map(({ name, schema }) => {
          const plain = arbitraries
            .of(schema)
            .map(String)
            .filter((text) => text.isWellFormed());
          return [
            name,
            fc.oneof({ weight: 5, arbitrary: plain }, { weight: 1, arbitrary: oddText }),
          ];
        }),
    );
  return fc
    .record({
      steps: fc.record(texts('path')),
      query: fc.record(texts('query'), { requiredKeys: [] }),
      value: body === undefined ? fc.constant(undefined) : arbitraries.of(body),
      spoiling: spoilings,
    })
    .map(({ steps, query: chosen, value, spoiling }) => {
      const query = Object.fromEntries(
        Object.entries(chosen).filter((entry): entry is [string, string] => entry[1] !== undefined),
      );
      const sent = body === undefined ? undefined : unheld(spoil(value, spoiling));
      const bad = Object.entries(query).filter(
        ([name, text]) => !operation.allowsQuery(name, text),
      );
      return {
        path: place(operation.path, steps, query),
        body: sent,
        isInvalid: bad.length > 0 || (sent !== undefined && !operation.allowsBody(sent)),
      };
    });
}

function place(
  path: string,
  steps: Readonly<Record<string, string>>,
  query: Readonly<Record<string, string>>,
): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    // `fetch` itself would resolve these.
    encodeURIComponent((steps[name] ?? 'x').replace(/^\.{1,2}$/, 'dots') || 'x'),
  );
  const text = new URLSearchParams(query).toString();
  return text === '' ? filled : `${filled}?${text}`;
}

function unheld(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !holding.has(name)));
}
