import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { ContractFetch, type CallOptions, type Reply } from '../support/contract-fetch.js';
import { operationsOf, type FuzzedDocument, type FuzzedOperation } from './operations.js';
import { SchemaArbitraries } from './schema-arbitrary.js';
import { Seen } from './seen.js';
import { draftsFor, shotOf, type Shot } from './shots.js';
import { sow } from './sow.js';

/** What a run found. */
export interface FuzzReport {
  readonly requests: number;
  readonly statuses: ReadonlyMap<number, number>;
  /** Operations that took at least one request. */
  readonly accepted: ReadonlySet<string>;
  /** How often the server was too busy (503), or its probes said so, and was asked again. */
  readonly busy: number;
  readonly findings: readonly string[];
}

export interface FuzzSettings {
  readonly url: string;
  readonly requests: number;
  readonly seed: number;
  /** Of which operations: those whose method and path hold this text. @default all */
  readonly only?: string;
}

/** Requests in flight at the same time. */
const atOnce = 8;

/** Of each operation, before all have another turn. */
const perRound = 8;

const betweenSowings = 80;

/** Nobody reads more at once. */
const mostFindings = 50;

/** A server that is too busy may say so this often to one request; then it is that request. */
const patience = 5;

/** Makes requests from the server's own document, good ones and spoiled ones, and holds every answer to it. */
export async function fuzz(settings: FuzzSettings): Promise<FuzzReport> {
  const { url, requests, seed, only = '' } = settings;
  const api = await ContractFetch.of(url);
  const { body } = await api.call<FuzzedDocument>('/openapi.json');
  const arbitraries = new SchemaArbitraries(body.components.schemas);
  const operations = operationsOf(body)
    .filter(({ method, path }) => `${method} ${path}`.includes(only))
    .map((operation) => ({ operation, drafts: draftsFor(operation, arbitraries) }));
  const run = new Run(api, requests);
  const [refused] = await sow(api, run.seen);
  if (refused !== undefined) throw new Error(refused);
  for (let round = 0; run.requests < requests; round += 1) {
    const turns = operations.flatMap(({ operation, drafts }, index) =>
      fc
        .sample(drafts, { numRuns: perRound, seed: seed + round * operations.length + index })
        .map((draft) => ({
          luck: draft.luck,
          make: () => shotOf(operation, draft, run.seen),
          operation,
        })),
    );
    await run.fireInTurn(turns.sort((a, b) => a.luck - b.luck));
  }
  return run;
}

interface Turn {
  readonly operation: FuzzedOperation;
  readonly make: () => Shot;
}

class Run implements FuzzReport {
  requests = 0;
  busy = 0;
  readonly seen = new Seen();
  readonly statuses = new Map<number, number>();
  readonly accepted = new Set<string>();
  readonly findings: string[] = [];

  constructor(
    private readonly api: ContractFetch,
    private readonly most: number,
  ) {}

  /** A run deletes as well as it makes: what is asked for is put back now and then. */
  async fireInTurn(turns: readonly Turn[]): Promise<void> {
    for (let from = 0; from < turns.length && this.requests < this.most; from += betweenSowings) {
      await sow(this.api, this.seen);
      await this.fire(turns.slice(from, from + betweenSowings));
    }
  }

  private async fire(turns: readonly Turn[]): Promise<void> {
    const waiting = [...turns];
    const shoot = async (): Promise<void> => {
      for (let turn = waiting.pop(); turn !== undefined; turn = waiting.pop()) {
        if (this.requests >= this.most) return;
        this.requests += 1;
        await this.shoot(turn.operation, turn.make());
      }
    };
    await Promise.all(Array.from({ length: atOnce }, shoot));
  }

  private async shoot(operation: FuzzedOperation, shot: Shot): Promise<void> {
    const { method, path } = operation;
    try {
      // As JSON also when it is a text: one that is sent as it is may be no body at all.
      const body = JSON.stringify(shot.body) as string | undefined;
      const options = body === undefined ? { method } : { method, body };
      const { status, body: answer } = await this.ask(shot.path, options);
      this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
      if (status >= 500) this.find(operation, shot, `answered with ${String(status)}`);
      if (status >= 300) return;
      this.accepted.add(`${method} ${path}`);
      this.seen.note(path.split('/')[3] ?? '', answer);
      if (shot.isInvalid) this.find(operation, shot, 'accepted although invalid');
    } catch (error) {
      // Of a conversation that somebody deletes meanwhile; the document says how it is known.
      if (path.endsWith('/export') && String(error).includes('terminated')) return;
      this.find(operation, shot, String(error));
    }
  }

  private async ask(path: string, options: CallOptions): Promise<Reply> {
    for (let attempt = 1; ; attempt += 1) {
      const reply = await this.api.call(path, options);
      if (reply.status !== 503 || attempt > patience) return reply;
      this.busy += 1;
      await sleep(Number(reply.headers.get('retry-after') ?? 1) * 1_000);
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
