/** What became of the requests of a run. */
export interface Tally {
  /** The numbers that were acknowledged, by conversation, in the order in which they were sent. */
  readonly acknowledged: ReadonlyMap<string, readonly number[]>;
  /** Answers that a client must never see, in words. */
  readonly outrages: readonly string[];
}

interface Sending {
  readonly conversation: string;
  readonly number: number;
}

const pauseMs = 20;

/**
 * Clients that talk while versions come and go: each has a conversation of its own, sends one number
 * after the other, now to this API and now to that, and does what the documentation tells clients to
 * do: the same `message_id` again after a broken connection or a 503 with `Retry-After`.
 */
export class Talkers {
  private readonly acknowledged = new Map<string, number[]>();
  private readonly outrages: string[] = [];
  private readonly talking: Promise<void>[] = [];
  private isOver = false;

  /** `urls` gives the APIs that clients are sent to at the moment. */
  constructor(private readonly urls: () => readonly string[]) {}

  start(count: number): void {
    for (let index = 0; index < count; index++) {
      this.talking.push(this.talk(`rolling-${String(index)}`));
    }
  }

  /** Lets them talk for so long. */
  async talkFor(milliseconds: number): Promise<void> {
    await pause(milliseconds);
  }

  /** Ends every client after the number it is at. */
  async stop(): Promise<Tally> {
    this.isOver = true;
    await Promise.all(this.talking);
    return { acknowledged: this.acknowledged, outrages: this.outrages };
  }

  private async talk(conversation: string): Promise<void> {
    const numbers: number[] = [];
    this.acknowledged.set(conversation, numbers);
    for (let number = 0; !this.isOver; number++) {
      await this.insist({ conversation, number });
      numbers.push(number);
      await pause(pauseMs);
    }
  }

  private async insist(sending: Sending): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      const urls = this.urls();
      const url = urls[(sending.number + attempt) % urls.length] ?? '';
      if (await this.isAcknowledged(url, sending)) return;
      await pause(100);
    }
  }

  private async isAcknowledged(url: string, { conversation, number }: Sending): Promise<boolean> {
    const response = await post(url, {
      capability: 'witness',
      conversation_id: conversation,
      message_id: `${conversation}-${String(number)}`,
      content: { number },
    });
    if (response === undefined) return false;
    const body = await response.text();
    if (response.status === 200) return true;
    if (response.status !== 503 || !response.headers.has('retry-after')) {
      this.outrages.push(
        `${String(response.status)} for ${conversation}/${String(number)}: ${body}`,
      );
    }
    return false;
  }
}

/** Nothing when the connection broke: whether the request was heard is not known. */
async function post(url: string, body: object): Promise<Response | undefined> {
  return fetch(`${url}/api/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  }).catch(() => undefined);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
