import { setTimeout as delay } from 'node:timers/promises';
import { ContractFetch, type CallOptions, type Reply } from '../../support/contract-fetch.js';
import type { StreamEvent } from '../../support/read-events.js';

/** After so long without an answer from anybody the client gives up. */
const patienceMs = 60_000;
const pauseMs = 200;

/**
 * A client of several APIs: when its connection breaks or it is told to come back, it goes to the next
 * one with the same Idempotency-Key; a stream it resumes after the last number that it read.
 */
export class PatientClient {
  private turn = 0;

  private constructor(private readonly apis: readonly ContractFetch[]) {}

  static async of(urls: readonly string[]): Promise<PatientClient> {
    return new PatientClient(await Promise.all(urls.map((url) => ContractFetch.of(url))));
  }

  /** Whether an answer is as expected is the caller's to say; 503 is no answer. */
  async call<Body = Record<string, unknown>>(
    path: string,
    options: CallOptions = {},
  ): Promise<Reply<Body>> {
    return this.persist(path, async (api) => {
      const reply = await api.call<Body>(path, options);
      return reply.status === 503 ? undefined : reply;
    });
  }

  /** The events of a conversation from its first on, over as many connections as it takes. */
  async *follow(path: string): AsyncGenerator<StreamEvent, void> {
    let last = 0;
    for (const startedAt = performance.now(); performance.now() - startedAt < patienceMs * 2;) {
      try {
        const headers = { 'last-event-id': String(last) };
        for await (const event of this.next().follow(path, { headers })) {
          last = event.id ?? last;
          yield event;
        }
      } catch {
        // The connection broke: the next API goes on after the last number.
      }
      await delay(pauseMs);
    }
    throw new Error(`${path} was followed for too long.`);
  }

  private async persist<T>(
    what: string,
    ask: (api: ContractFetch) => Promise<T | undefined>,
  ): Promise<T> {
    for (const startedAt = performance.now(); performance.now() - startedAt < patienceMs;) {
      try {
        const answer = await ask(this.next());
        if (answer !== undefined) return answer;
      } catch (error) {
        if (!isBroken(error)) throw error;
      }
      await delay(pauseMs);
    }
    throw new Error(`Nobody answered ${what}.`);
  }

  private next(): ContractFetch {
    const api = this.apis[(this.turn += 1) % this.apis.length];
    if (api === undefined) throw new Error('There is no API.');
    return api;
  }
}

/** What fetch throws for a connection that was refused, reset or cut. By its name: Jest has classes of its own. */
function isBroken(error: unknown): boolean {
  return (error as Error).name === 'TypeError' && 'cause' in (error as Error);
}
