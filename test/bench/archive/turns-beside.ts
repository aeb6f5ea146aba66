import { setTimeout as pause } from 'node:timers/promises';

/** Clients that each wait for their answer, and rest before they ask again: the server is busy, not full. */
const clients = 2;
const restMs = 50;

/** Turns that go on beside something: each a message in a conversation of its own, until its answer is there. */
export class TurnsBeside {
  private count = 0;

  constructor(private readonly url: string) {}

  /** How long each turn took that was begun while it went on. Milliseconds. */
  async during(something: Promise<unknown>): Promise<number[]> {
    const samples: number[] = [];
    const ended = new AbortController();
    const talks = Array.from({ length: clients }, async () => {
      while (!ended.signal.aborted) {
        samples.push(await this.turn());
        await pause(restMs);
      }
    });
    await something.finally(() => {
      ended.abort();
    });
    await Promise.all(talks);
    return samples;
  }

  private async turn(): Promise<number> {
    this.count += 1;
    const began = performance.now();
    const answer = await fetch(`${this.url}/api/v1/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ capability: 'echo', content: {}, wait: '20s' },
        conversation_id: `beside-${String(this.count)}`,
      }),
    });
    const body = await answer.text();
    if (!answer.ok || answer.status === 202)
      throw new Error(`A turn: ${String(answer.status)} ${body}`);
    return performance.now() - began;
  }
}
