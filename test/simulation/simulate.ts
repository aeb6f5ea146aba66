import type { JsonObject } from '#protocol';
import type { Company, Turn } from '#messaging';
import type { CodeTurn } from '#runtime';
import { Dice } from './dice.js';
import type { StoredMessage, StoredQuestion } from './simulated-rows.js';
import { SimulatedLane } from './simulated-lane.js';
import { SimulatedPeople } from './simulated-people.js';
import { SimulatedStore } from './simulated-store.js';
import { SimulatedSweep } from './simulated-sweep.js';
import { mailboxIds } from './simulated-directory.js';
import { SimulatedWorker, type World } from './simulated-worker.js';
import { VirtualTime } from './virtual-time.js';

/** What an agent does with a message. */
export type Act =
  | 'answer'
  | 'stumble'
  | 'refuse_for_good'
  | 'take_long'
  | 'ask_people'
  /** Asks two other agents to do what `then` says. */
  | 'ask_others'
  | 'kill';

export interface PlannedMessage {
  readonly mailbox: number;
  /** Virtual milliseconds after the start. */
  readonly at: number;
  readonly act: Act;
  /** What others are asked for. */
  readonly then: Act;
  readonly join: 'all' | 'first';
  /** How long its sender waits. */
  readonly patience: number | undefined;
}

/** What a turn made of the answers to its question. */
type Heard = Awaited<ReturnType<CodeTurn['ask']>>;

/** What happens to a worker. */
interface Blow {
  readonly at: number;
  readonly worker: number;
  readonly kind: 'kill' | 'freeze';
}

/** One run, entirely: the same plan gives the same run. */
export interface Plan {
  readonly seed: number;
  readonly workers: number;
  readonly messages: readonly PlannedMessage[];
  readonly blows: readonly Blow[];
  /** Chance that a bell gets lost. */
  readonly lostBells: number;
  readonly faults: number;
}

export interface RunReport {
  readonly isDone: boolean;
  readonly messages: readonly (StoredMessage & {
    readonly act: Act;
    /** What people decided about its turn: one decision at most. */
    readonly decisions: readonly string[];
    /** What its turn asked of others, and what it heard. */
    readonly questions: readonly StoredQuestion[];
    readonly heard: Heard | undefined;
  })[];
  /** Ids per mailbox: as they were accepted, and as turns settled them. */
  readonly mailboxes: readonly { readonly accepted: string[]; readonly settled: string[] }[];
  /** Mailboxes that waited for themselves. */
  readonly circles: readonly string[];
  readonly tookMs: number;
}

const leaseMs = 10_000;
/** A supervisor starts a dead worker anew after so long. */
const restartMs = 1_500;
const longestRunMs = 900_000;

/** Runs a plan to its end. */
export async function simulate(plan: Plan): Promise<RunReport> {
  const run = new Simulation(plan);
  return run.toEnd();
}

class Simulation {
  private readonly time = new VirtualTime();
  private readonly dice: Dice;
  private readonly store: SimulatedStore;
  private readonly world: World;
  private readonly workers: SimulatedWorker[] = [];
  private readonly heard = new Map<string, Heard>();
  private readonly decisions = new Map<string, string[]>();
  private toCome: number;
  private owners = 0;

  constructor(private readonly plan: Plan) {
    const { time } = this;
    this.dice = new Dice(plan.seed);
    this.store = new SimulatedStore(time, leaseMs);
    this.world = {
      ...{ time, dice: this.dice, store: this.store, leaseMs, faults: plan.faults },
      sweep: new SimulatedSweep(time, this.store),
      people: new SimulatedPeople(time, this.store),
      ring: (mailboxIds) => this.ring(mailboxIds),
      onAsked: (turn) => {
        this.decideSometime(turn);
      },
    };
    this.toCome = plan.messages.length;
  }

  async toEnd(): Promise<RunReport> {
    for (let index = 0; index < this.plan.workers; index += 1) this.start(index);
    this.plan.messages.forEach((message, index) => {
      this.time.after(message.at, () => {
        this.accept(message, `msg-${String(index)}`);
      });
    });
    for (const blow of this.plan.blows) {
      this.time.after(blow.at, () => {
        this.strike(blow);
      });
    }
    const isDone = await this.time.runUntil(
      () => this.toCome === 0 && this.store.isDone,
      longestRunMs,
    );
    return this.report(isDone);
  }

  private accept({ mailbox, patience, ...content }: PlannedMessage, id: string): void {
    const mailboxId = String(mailbox);
    const replyBy = patience === undefined ? undefined : this.time.now() + patience;
    this.store.accept(mailboxId, { id, content, replyBy, sender: 'api_client', hops: 0 });
    this.toCome -= 1;
    this.ring([mailboxId]);
  }

  private ring(mailboxIds: readonly string[]): boolean {
    const { dice, plan, time } = this;
    if (dice.happens(plan.lostBells / 2)) return false;
    for (const mailboxId of mailboxIds) {
      if (dice.happens(plan.lostBells)) continue;
      time.after(dice.between(0, 30), () => {
        const alive = this.workers.filter((worker) => worker.isAlive);
        const worker = alive[dice.between(0, alive.length - 1)];
        if (worker !== undefined)
          void worker.live(Promise.resolve()).then(() => worker.drain.run(mailboxId));
      });
    }
    return true;
  }

  /** A worker and its lanes for suspects; a supervisor replaces it when it dies. */
  private start(index: number): void {
    const lanes = [this.openLane('suspects', 3), this.openLane('nobody', 1)];
    const worker: SimulatedWorker = new SimulatedWorker(this.world, {
      owner: this.createOwner(),
      handle: (turn) => this.handle(turn, () => worker),
      sweeps: true,
      fillSuspects: () => {
        for (const lane of lanes) lane.fill();
      },
    });
    this.workers[index] = worker;
    this.watchWorker(worker, () => {
      for (const lane of lanes) lane.end();
      this.start(index);
    });
  }

  private openLane(company: Company, seats: number): SimulatedLane {
    return new SimulatedLane(this.world, {
      ...{ company, seats, createOwner: () => this.createOwner() },
      handleIn: (process) => (turn) => this.handle(turn, process),
    });
  }

  private createOwner(): string {
    this.owners += 1;
    return `owner-${String(this.owners)}`;
  }

  private watchWorker(worker: SimulatedWorker, restart: () => void): void {
    this.time.after(restartMs, () => {
      if (worker.isAlive) this.watchWorker(worker, restart);
      else restart();
    });
  }

  private strike({ worker, kind }: Blow): void {
    const struck = this.workers[worker % this.workers.length];
    if (kind === 'kill') struck?.die();
    else struck?.freeze(this.dice.between(1_000, 3 * leaseMs));
  }

  private async handle(turn: CodeTurn, worker: () => SimulatedWorker): Promise<JsonObject> {
    const { dice, time } = this;
    await time.sleep(dice.between(1, 200));
    switch (turn.message.content['act'] as Act) {
      case 'answer':
        break;
      case 'stumble':
        if (turn.attempt < 3) throw new Error('stumbled');
        break;
      case 'refuse_for_good':
        return turn.refuse('not for me');
      case 'take_long':
        await time.sleep(dice.between(leaseMs, 4 * leaseMs));
        break;
      case 'ask_people': {
        const { approved } = await turn.approve('act', { of: turn.message.id }, { timeout: '60s' });
        if (!approved) return turn.refuse('people said no');
        break;
      }
      case 'ask_others':
        this.heard.set(turn.message.id, await askOthers(turn));
        break;
      case 'kill':
        worker().die();
        break;
    }
    return { done: true };
  }

  /** Two people decide at some time, or nobody ever does. */
  private decideSometime({ lease, message }: Turn): void {
    const { dice, time, world } = this;
    if (dice.happens(0.2)) return;
    for (const status of ['approved', 'denied'] as const) {
      time.after(dice.between(0, 40_000), () => {
        if (!world.people.decide(lease.mailboxId, message.id, status)) return;
        this.decisions.set(message.id, [...(this.decisions.get(message.id) ?? []), status]);
        this.ring([lease.mailboxId]);
      });
    }
  }

  private report(isDone: boolean): RunReport {
    return {
      isDone,
      messages: this.store.messages.map((message) => ({
        ...message,
        act: message.content['act'] as Act,
        decisions: this.decisions.get(message.id) ?? [],
        questions: this.store.questions.of(message.id),
        heard: this.heard.get(message.id),
      })),
      mailboxes: [...this.store.mailboxes.values()].map(({ id, messages }) => ({
        accepted: messages.map((message) => message.id),
        settled: this.store.order.get(id) ?? [],
      })),
      circles: this.store.circles,
      tookMs: this.time.now(),
    };
  }
}

/** The two next agents. Those are asked for a plain answer that are asked to ask others themselves. */
function askOthers({ message, ask }: CodeTurn): Promise<Heard> {
  const own = Number(message.capability?.replace('act-', ''));
  const { then, join } = message.content as { then: Act; join: PlannedMessage['join'] };
  const asked = [1, 2].map((step) => `act-${String((own + step) % mailboxIds.length)}`);
  return ask(asked, { act: then, then: 'answer', join }, { join, timeout: '60s' });
}
