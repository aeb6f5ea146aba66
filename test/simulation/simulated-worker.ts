import { createSilentLogger } from '#platform';
import type { AfterCommit, MailboxSweep, Turn } from '#messaging';
import { CodeAgents, Discretion, TurnRunner, type CodeAgent, type TurnTime } from '#runtime';
import { TurnCancels } from '../../apps/worker/src/cancels/turn-cancels.js';
import { LeaseKeeper } from '../../apps/worker/src/turns/lease-keeper.js';
import { MailboxDrain } from '../../apps/worker/src/turns/mailbox-drain.js';
import { TurnSlots } from '../../apps/worker/src/turns/turn-slots.js';
import { TurnWriter } from '../../apps/worker/src/turns/turn-writer.js';
import { Sweeper } from '../../apps/worker/src/sweep/sweeper.js';
import type { Dice } from './dice.js';
import { actorOf, directory, mailboxIds } from './simulated-directory.js';
import type { SimulatedPeople } from './simulated-people.js';
import type { SimulatedStore } from './simulated-store.js';
import type { SimulatedSweep } from './simulated-sweep.js';
import type { VirtualTime } from './virtual-time.js';

/** The world that workers share. */
export interface World {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly store: SimulatedStore;
  readonly sweep: SimulatedSweep;
  readonly people: SimulatedPeople;
  readonly leaseMs: number;
  /** Chance that one word with the store fails, before it is heard or after it was obeyed. */
  readonly faults: number;
  /** Puts a bell into the queue. False: the queue does not answer. */
  ring(mailboxIds: readonly string[]): boolean;
  /** A turn asked people for something and waits. */
  readonly onAsked: (turn: Turn) => void;
}

export interface WorkerRole {
  /** What its agent does with a message. */
  readonly handle: CodeAgent['handle'];
  /** Its name in leases. */
  readonly owner: string;
  /** Runs the suspects that wait in processes of their own. */
  readonly fillSuspects: () => void;
  /** Sweeps and hears bells; the process of a suspect does neither. */
  readonly sweeps: boolean;
}

const log = createSilentLogger();
const unasked = (): never => {
  throw new Error('No turn here asks for files.');
};
const noFiles = {
  ...{ reader: unasked, describe: unasked, store: unasked },
  ...{ hold: unasked, readMade: unasked, keep: unasked },
};
const never = new Promise<never>(() => undefined);

/** The product's worker over a simulated store. It can die at any await, or stop and go on. */
export class SimulatedWorker {
  readonly drain: MailboxDrain;
  private readonly keeper: LeaseKeeper;
  private readonly sweeper: Sweeper;
  private isDead = false;
  private frozenUntil = 0;

  constructor(
    private readonly world: World,
    role: WorkerRole,
  ) {
    const { time, store, leaseMs } = world;
    const runner = this.openRunner(role);
    const mailbox = this.openMailbox(role);
    this.keeper = new LeaseKeeper(
      (leases) => this.askPlainly(() => store.renew(leases)),
      leaseMs,
      time,
      log,
    );
    const wait = (milliseconds: number): Promise<void> => this.live(time.sleep(milliseconds));
    this.drain = new MailboxDrain({
      ...{ mailbox, runner, keeper: this.keeper, clock: time, log },
      writer: new TurnWriter({ mailbox, runner, log, wait }),
      slots: new TurnSlots(3),
      handOver: { give: (mailboxId) => world.ring([mailboxId]) },
      takes: () => true,
      cancels: new TurnCancels(),
      afterCommit: this.openAfterCommit(),
      bell: {
        ring: (mailboxes) => {
          world.ring(mailboxes.map(({ mailboxId }) => mailboxId));
        },
      },
    });
    this.sweeper = this.openSweeper(role);
    this.every(leaseMs / 12, () => {
      this.keeper.tick();
    });
    if (role.sweeps) this.every(1_000, () => void this.sweeper.sweepOnce());
  }

  get isAlive(): boolean {
    return !this.isDead;
  }

  /** Ends the process: nothing it waited for ever comes. */
  die(): void {
    this.isDead = true;
  }

  /** Stops the process and lets it go on later, as SIGSTOP and SIGCONT do. */
  freeze(milliseconds: number): void {
    this.frozenUntil = Math.max(this.frozenUntil, this.world.time.now() + milliseconds);
  }

  /** What was awaited, once the process can go on; never when it is dead. */
  async live<T>(work: Promise<T>): Promise<T> {
    const result = await work;
    while (!this.isDead && this.frozenUntil > this.world.time.now()) {
      await this.world.time.sleep(this.frozenUntil - this.world.time.now());
    }
    return this.isDead ? never : result;
  }

  /** One word with the store: it may be lost on the way there, or its answer on the way back. */
  private async ask<T>(act: () => T): Promise<T> {
    const { time, dice, faults } = this.world;
    const result = await this.askPlainly(act);
    await this.live(time.sleep(dice.between(0, 20)));
    if (dice.happens(faults / 2)) throw new Error('Connection terminated unexpectedly');
    return result;
  }

  /** As `ask`, but an answer is never lost: for claims, where that costs a whole lease. */
  private async askPlainly<T>(act: () => T): Promise<T> {
    const { time, dice, faults } = this.world;
    await this.live(time.sleep(dice.between(0, 20)));
    if (dice.happens(faults / 2)) throw new Error('Connection terminated unexpectedly');
    return act();
  }

  private openMailbox({
    owner,
  }: WorkerRole): ConstructorParameters<typeof TurnWriter>[0]['mailbox'] &
    ConstructorParameters<typeof MailboxDrain>[0]['mailbox'] {
    const { store } = this.world;
    return {
      claim: (id, company) => this.askPlainly(() => store.claim(id, owner, company)),
      commit: (turn, outcome, more) => this.ask(() => store.commit(turn, outcome, more)),
      postpone: (turn, delayMs) => this.ask(() => store.postpone(turn, delayMs)),
      suspend: (turn, suspension) =>
        this.ask(() => {
          const parked = store.suspend(turn, suspension);
          this.world.onAsked(turn);
          return parked;
        }),
      release: (turn, delayMs) =>
        this.ask(() => {
          store.release(turn, delayMs);
        }),
    };
  }

  private playSweep(): MailboxSweep {
    const { sweep } = this.world;
    return {
      due: () =>
        this.askPlainly(() =>
          sweep.takeDue('anybody').map((mailboxId) => ({ mailboxId, capability: undefined })),
        ),
      freeAbandoned: () =>
        this.askPlainly(() => {
          sweep.freeAbandoned();
          return [];
        }),
      settleExpired: () =>
        this.askPlainly(() => {
          sweep.settleExpired();
        }),
      settleOrphans: () => Promise.resolve(0),
      approvals: {
        settleOverdue: () =>
          this.askPlainly(() => {
            sweep.settleOverdue();
          }),
        withdrawLeft: () => Promise.resolve(0),
      },
      strays: { handOver: () => Promise.resolve(0) },
      endBatches: () => Promise.resolve(0),
    } as unknown as MailboxSweep;
  }

  private openSweeper(role: WorkerRole): Sweeper {
    const { time, dice } = this.world;
    return new Sweeper({
      ...{ sweep: this.playSweep(), log, clock: time, drain: this.drain },
      doorbell: {
        isHeard: true,
        tryRing: (mailboxes) =>
          Promise.resolve(this.world.ring(mailboxes.map(({ mailboxId }) => mailboxId))),
      },
      suspects: {
        fill: () => {
          role.fillSuspects();
          return Promise.resolve();
        },
        foresee: () => Promise.resolve(undefined),
      },
      finishDraining: () => Promise.resolve(),
      forgetLost: () => Promise.resolve(),
      dropEndedLogins: () => Promise.resolve(),
      remit: { selection: {} },
      analyzeGrown: () => Promise.resolve(),
      retention: { look: () => Promise.resolve() },
      usage: { look: () => Promise.resolve() },
      expiry: { look: () => Promise.resolve() },
      cancels: { look: () => Promise.resolve() },
      watchdog: { look: () => Promise.resolve() },
      learning: { look: () => Promise.resolve() },
      artifacts: { look: () => Promise.resolve() },
      webhooks: { look: () => Promise.resolve() },
      keeping: { look: () => Promise.resolve() },
      trials: { look: () => Promise.resolve() },
      embedding: { look: () => Promise.resolve() },
      random: () => dice.roll(),
    });
  }

  private openRunner({ handle }: WorkerRole): TurnRunner {
    const { dice, people, store, time } = this.world;
    const unused = (): never => {
      throw new Error('A code agent needs no model.');
    };
    const agents = mailboxIds.map((id): CodeAgent => ({
      name: actorOf(id).name,
      capabilities: [`act-${id}`],
      handle: (turn) => this.live(Promise.resolve(handle(turn))),
    }));
    return new TurnRunner(
      {
        directory,
        history: () => Promise.resolve([]),
        chooseModel: unused,
        renderTemplate: unused,
        toolsOf: () =>
          Promise.resolve({
            offers: () => [],
            safetyOf: () => 'read_only',
            readsOutside: () => false,
            needsApproval: () => undefined,
            execute: unused,
          }),
        memories: { recall: unused, open: unused, leave: unused },
        files: noFiles,
        codeAgents: new CodeAgents(agents),
        journal: store.journal.open((act) => this.ask(act)),
        approvals: {
          load: ({ lease, message }) =>
            this.askPlainly(() => people.approvalsOf(lease.mailboxId, message.id)),
        },
        discretion: new Discretion(log),
        costOf: () => undefined,
        lineage: { agents: () => Promise.resolve(new Set()), repeats: () => Promise.resolve(0) },
        answers: {
          load: ({ message }) =>
            this.askPlainly(() => store.questions.standings(message.id, time.now())),
        },
        tell: () => undefined,
        log,
        time: this.turnTime(),
        random: () => dice.roll(),
      },
      {
        ...{ maxHops: 12, maxToolRounds: 3, turnTokens: Infinity },
        ...{ timeoutMs: 600_000, contextTokens: 1_000 },
      },
    );
  }

  private openAfterCommit(): AfterCommit {
    const mailArrived: AfterCommit['mailArrived'] = (_workspace, mailboxes) => {
      if (mailboxes.length > 0) this.world.ring(mailboxes.map(({ mailboxId }) => mailboxId));
    };
    return { mailArrived } as AfterCommit;
  }

  private turnTime(): TurnTime {
    const { time } = this.world;
    return {
      now: () => new Date(time.now()),
      monotonic: () => time.now(),
      after: (milliseconds, act) =>
        time.after(milliseconds, () => {
          void this.live(Promise.resolve()).then(act);
        }),
    };
  }

  private every(milliseconds: number, act: () => void): void {
    void this.live(this.world.time.sleep(milliseconds)).then(() => {
      act();
      this.every(milliseconds, act);
    });
  }
}
