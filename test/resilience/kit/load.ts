import { Dice } from '../../simulation/dice.js';
import { Ledger } from './ledger.js';
import { Sender, type Outgoing } from './sender.js';

export interface LoadPlan {
  /** Messages a second. */
  readonly rate: number;
  readonly conversations: number;
  /** The same seed says the same things in the same order. */
  readonly seed: number;
  readonly urls: () => readonly string[];
  /** After this a message that nobody takes is given up. @default 60 s */
  readonly patienceMs?: number;
  /** Put before the names of conversations, so that loads do not meet. @default '' */
  readonly name?: string;
}

/** What is asked for, and how often in a hundred. */
const mix = [
  { capability: 'echo', upTo: 0.55 },
  { capability: 'chain', upTo: 0.75 },
  { capability: 'effect', upTo: 0.9 },
  { capability: 'slow', upTo: 1 },
] as const;

const tickMs = 20;
/** A turn of the slow kind lasts at most so long. */
const slowMs = 400;

/**
 * Sends messages at a rate that does not wait for answers, over many conversations. Within one
 * conversation the next message waits until this one is acknowledged, so that its order is known.
 */
export class Load {
  readonly ledger = new Ledger();
  private readonly dice: Dice;
  private readonly sender: Sender;
  private readonly idle: number[];
  private readonly numbers: number[];
  private readonly inFlight = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private begun = 0;

  constructor(private readonly plan: LoadPlan) {
    const { seed, urls, conversations, patienceMs = 60_000 } = plan;
    this.dice = new Dice(seed);
    this.sender = new Sender({ urls, ledger: this.ledger, dice: new Dice(seed + 1), patienceMs });
    this.idle = Array.from({ length: conversations }, (_value, index) => index);
    this.numbers = this.idle.map(() => 0);
  }

  /** Names of its conversations. */
  get conversations(): readonly string[] {
    return this.numbers.map((_number, index) => this.nameOf(index));
  }

  start(): void {
    const startedAt = performance.now();
    this.timer = setInterval(() => {
      const due = Math.floor(((performance.now() - startedAt) * this.plan.rate) / 1_000);
      while (this.begun < due && this.beginOne());
      // What could not begin, because every conversation waits, is not made up for in a burst.
      this.begun = due;
    }, tickMs);
  }

  /** Sends so many at once, as the conversations allow. */
  async send(count: number): Promise<void> {
    for (let sent = 0; sent < count; sent += 1) {
      while (!this.beginOne()) await Promise.race(this.inFlight);
    }
    await Promise.all(this.inFlight);
  }

  /** Begins no more, and resolves when everything that was begun is acknowledged. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.inFlight);
  }

  private beginOne(): boolean {
    const at = this.dice.between(0, this.idle.length - 1);
    const conversation = this.idle[at];
    if (conversation === undefined) return false;
    this.idle[at] = this.idle.at(-1) ?? conversation;
    this.idle.pop();
    const sending = this.sender.send(this.compose(conversation)).finally(() => {
      this.inFlight.delete(sending);
      this.idle.push(conversation);
    });
    this.inFlight.add(sending);
    this.begun += 1;
    return true;
  }

  private compose(index: number): Outgoing {
    const number = (this.numbers[index] ?? 0) + 1;
    this.numbers[index] = number;
    const conversation = this.nameOf(index);
    const roll = this.dice.roll();
    const chosen = mix.find(({ upTo }) => roll < upTo)?.capability ?? 'echo';
    const delayMs = chosen === 'slow' ? this.dice.between(20, slowMs) : 0;
    return {
      mark: `${conversation}.${String(number)}`,
      conversation,
      number,
      capability: chosen === 'slow' ? 'echo' : chosen,
      content: delayMs === 0 ? {} : { delayMs },
    };
  }

  private nameOf(index: number): string {
    return `${this.plan.name ?? ''}talk-${String(index)}`;
  }
}
