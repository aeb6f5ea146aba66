import type { ContractFetch } from '../../support/contract-fetch.js';

/** What became of the healthy ones. */
export interface Health {
  readonly answered: number;
  /** What those got that were not answered. */
  readonly harmed: readonly unknown[];
}

interface Answer extends Record<string, unknown> {
  readonly reply?: { readonly performative: string; readonly content: { readonly mark?: string } };
}

/** Long enough to be caught in the middle, short enough to be many. */
const turnMs = 150;

/** Healthy conversations that go on while something else goes wrong, half of them with the same agent. */
export class Neighbours {
  private isStopped = false;
  private answered = 0;
  private readonly harmed: unknown[] = [];
  private readonly talks: readonly Promise<void>[];

  constructor(
    private readonly api: ContractFetch,
    name: string,
    conversations: number,
  ) {
    this.talks = Array.from({ length: conversations }, (_value, n) =>
      this.talk(`${name}-${String(n)}`, n % 2 === 0 ? 'poison' : 'echo'),
    );
  }

  /** Ends when each has got its last answer. */
  async stop(): Promise<Health> {
    this.isStopped = true;
    await Promise.all(this.talks);
    return { answered: this.answered, harmed: this.harmed };
  }

  private async talk(conversation_id: string, capability: string): Promise<void> {
    for (let n = 0; n === 0 || !this.isStopped; n += 1) {
      const mark = `${conversation_id}-${String(n)}`;
      const { status, body } = await this.api.call<Answer>('/api/v1/messages', {
        body: { capability, conversation_id, content: { mark, delayMs: turnMs }, wait: '2m' },
      });
      const { performative, content } = body.reply ?? {};
      const isWell = status === 200 && performative === 'inform' && content?.mark === mark;
      if (isWell) this.answered += 1;
      else this.harmed.push(body);
    }
  }
}
