import { setTimeout as delay } from 'node:timers/promises';
import { check, tell } from '../kit/checker.js';
import { Cluster } from '../kit/cluster.js';
import { untilDrained } from '../kit/drain.js';
import type { Member } from '../kit/member.js';
import { RecoveryWatch } from '../kit/recovery-watch.js';

export interface RecoveryGround {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly queuePrefix: string;
}

type Signal = 'SIGKILL' | 'SIGTERM';

/** Mailboxes that never run empty while a worker ends, so that each has a next turn to wait for. */
const conversations = 24;
const turnMs = 100;
/** The victim must die in the middle of it, and others must have mail left when a lease runs out. */
const messagesPerRound: Readonly<Record<Signal, number>> = { SIGKILL: 40, SIGTERM: 20 };
const patienceMs = 120_000;

/**
 * Ends one worker of three under load, again and again, with nothing else wrong, and measures how long
 * each mailbox that it had in hand waits for its next turn. Leases are those of the product.
 */
export class RecoveryRun {
  private readonly victims: Iterator<Member>;
  private rounds = 0;

  private constructor(
    private readonly ground: RecoveryGround,
    private readonly cluster: Cluster,
  ) {
    this.victims = takeTurns(cluster.workers);
  }

  static async open(ground: RecoveryGround): Promise<RecoveryRun> {
    const { databaseUrl, redisUrl, queuePrefix } = ground;
    const cluster = await Cluster.start({
      apis: 1,
      workers: 3,
      settings: {
        CAXTON_DATABASE_URL: databaseUrl,
        CAXTON_REDIS_URL: redisUrl,
        CAXTON_QUEUE_PREFIX: queuePrefix,
        CAXTON_LLM_PROVIDER: 'embedded',
      },
    });
    return new RecoveryRun(ground, cluster);
  }

  /** Ends workers in turn, so often. Gives the waits in milliseconds, one per mailbox in hand. */
  async measure(signal: Signal, rounds: number): Promise<number[]> {
    const watch = new RecoveryWatch(this.ground.databaseUrl);
    for (let round = 0; round < rounds; round += 1) await this.round(signal, watch);
    return watch.read();
  }

  /** What was lost, doubled or reordered on the way; none is expected. */
  async problems(): Promise<readonly string[]> {
    return tell(await check(this.ground.databaseUrl, { acknowledged: [] }));
  }

  close(): Promise<void> {
    return this.cluster.kill();
  }

  private async round(signal: Signal, watch: RecoveryWatch): Promise<void> {
    const victim = this.victims.next().value as Member;
    const { pid } = victim;
    await this.fill(`recovery-${String((this.rounds += 1))}`, messagesPerRound[signal]);
    if (pid === undefined) throw new Error(`${victim.name} does not run.`);
    if (signal === 'SIGTERM') await watch.note(pid);
    const ended = victim.end(signal);
    if (signal === 'SIGKILL') await watch.note(pid);
    await ended;
    await untilDrained(this.ground.databaseUrl, patienceMs);
    await victim.start();
  }

  /** Sends so many to each conversation, and gives the workers a moment to be in the middle of them. */
  private async fill(name: string, each: number): Promise<void> {
    const [url = ''] = this.cluster.urls;
    const names = Array.from({ length: conversations }, (_, n) => `${name}-${String(n)}`);
    for (let sent = 0; sent < each; sent += 1) {
      await Promise.all(names.map((conversation) => post(url, conversation, sent)));
    }
    await delay(300 + 50 * (this.rounds % 7));
  }
}

function* takeTurns<T>(all: readonly T[]): Generator<T> {
  for (;;) yield* all;
}

async function post(url: string, conversation: string, number: number): Promise<void> {
  const response = await fetch(`${url}/api/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      capability: 'echo',
      conversation_id: conversation,
      content: { mark: `${conversation}-${String(number)}`, delayMs: turnMs },
    }),
  });
  if (response.status !== 200) throw new Error(await response.text());
  await response.arrayBuffer();
}
