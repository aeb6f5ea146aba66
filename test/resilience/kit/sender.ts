import { setTimeout as delay } from 'node:timers/promises';
import type { Dice } from '../../simulation/dice.js';
import type { Ledger } from './ledger.js';

/** A message that a client wants stored. */
export interface Outgoing {
  readonly mark: string;
  readonly conversation: string;
  readonly number: number;
  readonly capability: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** Fields of the request beside these. */
  readonly more?: Readonly<Record<string, unknown>>;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly retryAfterMs: number;
}

export interface SenderPlan {
  /** The APIs as they are now; a try that failed goes to another one. */
  readonly urls: () => readonly string[];
  readonly ledger: Ledger;
  readonly dice: Dice;
  /** After this a message that nobody takes is given up. @default 60 s */
  readonly patienceMs?: number;
}

/** No answer by then: the connection counts as broken, as with any client that has a timeout. */
const answerMs = 8_000;
/** Longer than this nobody waits between two tries, whatever the server asks for. */
const longestPauseMs = 1_000;

/** An API that did not answer is left alone so long, as a load balancer does, while others are there. */
const avoidMs = 1_000;

/**
 * Sends messages as a careful client does: each under a name of its own, a key or an id, and again
 * with the same name after a broken connection, a 5xx or a 429.
 */
export class Sender {
  private readonly avoided = new Map<string, number>();
  private next: number;

  constructor(private readonly plan: SenderPlan) {
    this.next = plan.dice.between(0, 1_000);
  }

  /** Resolves when the message is acknowledged, refused for good, or given up. Never throws. */
  async send(message: Outgoing): Promise<void> {
    const { ledger, patienceMs = 60_000 } = this.plan;
    const startedAt = performance.now();
    for (let tries = 1; performance.now() - startedAt < patienceMs; tries += 1) {
      const answer = await this.try(message);
      if (answer?.status === 200) {
        ledger.accept(acknowledge(message, answer.body), performance.now() - startedAt);
        return;
      }
      ledger.fail(answer === undefined ? 'broken' : String(answer.status));
      if (answer !== undefined && isFinal(answer.status)) {
        ledger.refusals.push({ mark: message.mark, status: answer.status, body: answer.body });
        return;
      }
      await delay(this.pauseAfter(answer, tries));
    }
    ledger.refusals.push({ mark: message.mark, status: 0, body: 'nobody took it' });
  }

  /** Nothing: the connection broke, or no answer came. */
  private async try(message: Outgoing): Promise<Answer | undefined> {
    const url = this.chooseUrl();
    try {
      const response = await fetch(`${url}/api/v1/messages`, {
        method: 'POST',
        headers: headersOf(message),
        body: JSON.stringify(bodyOf(message)),
        signal: AbortSignal.timeout(answerMs),
      });
      const retryAfterMs = Number(response.headers.get('retry-after') ?? 0) * 1_000;
      return { status: response.status, body: await response.text(), retryAfterMs };
    } catch {
      this.avoided.set(url, performance.now() + avoidMs);
      return undefined;
    }
  }

  /** Each in its turn, but for those that did not answer a moment ago. */
  private chooseUrl(): string {
    const urls = this.plan.urls();
    const now = performance.now();
    const well = urls.filter((url) => (this.avoided.get(url) ?? 0) <= now);
    const chosen = well.length > 0 ? well : urls;
    return chosen[(this.next += 1) % chosen.length] ?? '';
  }

  private pauseAfter(answer: Answer | undefined, tries: number): number {
    const asked = answer?.retryAfterMs ?? 0;
    const most = Math.min(longestPauseMs, Math.max(asked, 100 * 2 ** tries));
    return most * (0.5 + this.plan.dice.roll() / 2);
  }
}

/** Every other message has an id that the client chose; the rest have an Idempotency-Key. */
function isNamedById({ number }: Outgoing): boolean {
  return number % 2 === 0;
}

function headersOf(message: Outgoing): Record<string, string> {
  return {
    'content-type': 'application/json',
    ...(isNamedById(message) ? {} : { 'idempotency-key': message.mark }),
  };
}

function bodyOf(message: Outgoing): object {
  const { mark, conversation, capability, content, more = {} } = message;
  return {
    capability,
    conversation_id: conversation,
    content: { ...content, mark },
    ...more,
    ...(isNamedById(message) ? { message_id: mark } : {}),
  };
}

/** A client's own mistake. 409 is one only when another message has the id, which no mark allows. */
function isFinal(status: number): boolean {
  return status < 500 && status !== 429 && status !== 409 && status !== 408;
}

function acknowledge(message: Outgoing, body: string): Ledger['acknowledged'][number] {
  const { mark, conversation, number, capability } = message;
  const { message_id: id } = JSON.parse(body) as { message_id: string };
  return { id, mark, conversation, number, capability };
}
