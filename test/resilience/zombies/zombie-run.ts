import { setTimeout as delay } from 'node:timers/promises';
import { Dice } from '../../simulation/dice.js';
import { arm, armedFlags, armingSettings, countStrikes } from '../kit/arm.js';
import { check, tell } from '../kit/checker.js';
import { Cluster } from '../kit/cluster.js';
import { untilDrained } from '../kit/drain.js';
import { Ledger } from '../kit/ledger.js';
import type { Member } from '../kit/member.js';
import { ask } from '../kit/postgres-faults.js';
import { Receiver } from '../kit/receiver.js';
import { Sender } from '../kit/sender.js';

export interface ZombieGround {
  readonly databaseUrl: string;
  /** @default Postgres rings */
  readonly redisUrl?: string;
  readonly queuePrefix: string;
  /** For orders and strikes. */
  readonly folder: string;
}

/** What was found out about workers that woke after others had taken over. */
export interface ZombieFigures {
  /** Turns that woke in a worker whose lease another had long since. */
  readonly zombies: number;
  /** Of those, the ones that the fence of a commit refused. */
  readonly refused: number;
  /** Turns that ended themselves when they woke. */
  readonly selfFenced: number;
  /** Nothing: none got through. */
  readonly problems: readonly string[];
}

/** Turns that run at the same time in the worker that is stopped. */
export const turnsAtOnce = 32;
const patienceMs = 60_000;

/**
 * A worker with many turns in hand is stopped by SIGSTOP in the very moment in which the first of them
 * would be committed. Another worker takes over all of them and finishes; then the first one wakes.
 */
export class ZombieRun {
  private readonly ledger = new Ledger();
  private rounds = 0;

  private constructor(
    private readonly ground: ZombieGround,
    private readonly cluster: Cluster,
    private readonly receiver: Receiver,
  ) {}

  static async open(ground: ZombieGround): Promise<ZombieRun> {
    const receiver = await Receiver.open();
    const { databaseUrl, redisUrl, queuePrefix, folder } = ground;
    const cluster = await Cluster.start({
      apis: 1,
      workers: 2,
      nodeFlags: armedFlags,
      settings: {
        CAXTON_DATABASE_URL: databaseUrl,
        ...(redisUrl === undefined ? {} : { CAXTON_REDIS_URL: redisUrl }),
        CAXTON_QUEUE_PREFIX: queuePrefix,
        CAXTON_LLM_PROVIDER: 'embedded',
        CAXTON_LEASE: '4s',
        CAXTON_CONCURRENCY: String(turnsAtOnce),
        EFFECT_RECEIVER_URL: receiver.url,
      },
      settingsOf: (name) => armingSettings(folder, name),
    });
    return new ZombieRun(ground, cluster, receiver);
  }

  /** Thrown when the worker was not stopped, or the other did not take over. */
  async round(): Promise<void> {
    const [victim, heir] = this.workers();
    const gate = `zombies-${String((this.rounds += 1))}`;
    heir.signal('SIGSTOP');
    const sending = this.fill(gate);
    await until(() => this.receiver.arrivedAt(gate) >= turnsAtOnce, 'all turns to run');
    const struck = countStrikes(this.ground.folder, victim.name);
    arm(this.ground.folder, victim, [
      { point: 'mailbox.commit', when: 'before', fault: 'stop', nth: 1 },
    ]);
    await this.openOnceArmed(victim, gate, struck);
    const before = this.ended();
    heir.signal('SIGCONT');
    await sending;
    await untilDrained(this.ground.databaseUrl, patienceMs);
    const zombies = await this.countZombies(`${gate}-`);
    victim.signal('SIGCONT');
    await until(() => this.ended() >= before + zombies, 'all zombies to give up');
  }

  async figures(): Promise<ZombieFigures> {
    const zombies = await this.countZombies();
    const { acknowledged, refusals } = this.ledger;
    const found = await check(this.ground.databaseUrl, { acknowledged });
    return {
      zombies,
      refused: this.refused(),
      selfFenced: this.selfFenced(),
      problems: [...tell(found), ...refusals.map((refusal) => JSON.stringify(refusal))],
    };
  }

  /** Messages that were taken from a worker that did not move, and answered by another. */
  async countZombies(conversations = ''): Promise<number> {
    const [row] = await ask<{ zombies: number }>(
      this.ground.databaseUrl,
      `select count(*)::int as zombies from messages
       where capability = 'gate' and status = 'completed' and crashes > 0
         and starts_with(conversation_id, '${conversations}')`,
    );
    return row?.zombies ?? 0;
  }

  async close(): Promise<void> {
    await this.cluster.kill();
    await this.receiver.close();
  }

  private async fill(gate: string): Promise<void> {
    const { ledger, cluster } = this;
    const sender = new Sender({ urls: () => cluster.urls, ledger, dice: new Dice(1) });
    const each = Array.from({ length: turnsAtOnce }, (_value, index) => {
      const conversation = `${gate}-${String(index)}`;
      const capability = 'gate';
      return sender.send({
        ...{ conversation, capability, number: 1, mark: `${conversation}.1`, content: { gate } },
      });
    });
    await Promise.all(each);
  }

  /** The orders are read when the signal comes; the turns go on only after that. */
  private async openOnceArmed(victim: Member, gate: string, struck: number): Promise<void> {
    await delay(200);
    this.receiver.openGate(gate);
    const { folder } = this.ground;
    await until(() => countStrikes(folder, victim.name) > struck, 'the worker to be stopped');
  }

  private workers(): [victim: Member, heir: Member] {
    const [victim, heir] = this.cluster.workers;
    if (victim === undefined || heir === undefined) throw new Error('Two workers are needed.');
    return [victim, heir];
  }

  private ended(): number {
    return this.refused() + this.selfFenced();
  }

  private refused(): number {
    return this.workers()[0].said('A turn came too late: another worker holds its mailbox.');
  }

  private selfFenced(): number {
    return this.workers()[0].said('A turn is aborted: its lease could not be renewed in time.');
  }
}

async function until(isSo: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await delay(20);
  }
}
