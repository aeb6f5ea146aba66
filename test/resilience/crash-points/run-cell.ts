import { setTimeout as delay } from 'node:timers/promises';
import { Dice } from '../../simulation/dice.js';
import { arm, countStrikes, forgetStrikes } from '../kit/arm.js';
import { check, tell } from '../kit/checker.js';
import { untilDrained } from '../kit/drain.js';
import { Ledger } from '../kit/ledger.js';
import type { Member } from '../kit/member.js';
import { Sender } from '../kit/sender.js';
import { nameOf, type Cell } from './cell.js';
import { runErrand } from './errands.js';
import { expireLeases } from './expire-leases.js';
import { leaseMs, type Lane } from './lane.js';
import { untilTold } from './until-told.js';
import { composeWorkload, gateOf } from './workload.js';

/** How long the fault may be waited for, and how long what is left may take. */
const strikeMs = 40_000;
const drainMs = 90_000;

/** How a cell went. */
export interface CellReport {
  readonly cell: string;
  readonly milliseconds: number;
  /** Nothing: all is well. */
  readonly problems: readonly string[];
}

/** Strikes at one place in one way, lets a successor go on, and looks for anything lost or doubled. */
export async function runCell(cell: Cell, lane: Lane): Promise<CellReport> {
  const startedAt = performance.now();
  const problems = await new CellRun(cell, lane).run();
  return { cell: nameOf(cell), milliseconds: performance.now() - startedAt, problems };
}

class CellRun {
  private readonly name: string;
  private readonly ledger = new Ledger();
  private readonly victim: Member;
  private readonly successor: Member;
  private urls: readonly string[];

  constructor(
    private readonly cell: Cell,
    private readonly lane: Lane,
  ) {
    this.name = nameOf(cell).replaceAll(/[^a-z]+/g, '-');
    this.victim = lane.plan('victim');
    this.successor = lane.plan('successor');
    this.urls = [lane.urls[0]];
  }

  async run(): Promise<string[]> {
    try {
      await this.victim.start();
      await this.deployTooled();
      return await this.strikeAndRecover();
    } catch (error) {
      return [error instanceof Error ? error.message : String(error), this.victim.lastWords];
    } finally {
      this.lane.receiver.openGate(gateOf(this.name));
      await Promise.all([this.victim.end('SIGKILL'), this.successor.end('SIGKILL')]);
    }
  }

  private async strikeAndRecover(): Promise<string[]> {
    await this.arm();
    const sending = Promise.all([this.sendAll(), this.runErrand()]);
    sending.catch(() => undefined);
    const hasStruck = await this.untilStruck();
    if (!hasStruck) return ['The place was never passed: let composeWorkload pass it.'];
    await this.succeed();
    await sending;
    await untilDrained(this.lane.database.url, drainMs);
    const untold = await this.untilTold();
    await this.victim.end('SIGTERM');
    return [...(await this.judge()), ...untold];
  }

  /** What webhooks should have been told and were not. */
  private async untilTold(): Promise<string[]> {
    const { database, receiver } = this.lane;
    return untilTold(database.url, () => receiver.deliveries, drainMs);
  }

  /** What a client would write into the registry; the same again changes nothing. */
  private async deployTooled(): Promise<void> {
    const agent = { name: 'Tooled', capabilities: ['tooled'], tools: ['http_client'] };
    const { ok, status } = await fetch(`${this.lane.urls[0]}/api/v1/agents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...agent, system_prompt: 'You do things.' }),
    });
    if (!ok && status !== 409) throw new Error(`The agent was refused: ${String(status)}`);
  }

  /** From now on the place counts. Where abandoned mailboxes are freed, one must have been abandoned. */
  private async arm(): Promise<void> {
    const { point, when, fault } = this.cell;
    forgetStrikes(this.lane.folder, this.victim.name);
    if (point === 'sweep.free') await this.abandon();
    arm(this.lane.folder, this.victim, [{ point, when, fault, nth: 1 }]);
  }

  private async abandon(): Promise<void> {
    const [message] = composeWorkload(`${this.name}-abandoned`).at(-1) ?? [];
    if (message === undefined) return;
    const content = { gate: gateOf(this.name) };
    await this.openSender().send({ ...message, content });
    await this.until(() => this.lane.receiver.arrivedAt(gateOf(this.name)) > 0);
    await expireLeases(this.lane.database.url);
  }

  private async sendAll(): Promise<void> {
    const sender = this.openSender();
    await Promise.all(
      composeWorkload(this.name).map(async (talk) => {
        for (const message of talk) await sender.send(message);
      }),
    );
  }

  private runErrand(): Promise<void> {
    const { url } = this.lane.receiver;
    const [id, hook] = [`${this.name}-errand`, `${url}/hooks`];
    return runErrand(this.cell.point, { id, hook, urls: () => this.urls });
  }

  private openSender(): Sender {
    return new Sender({ urls: () => this.urls, ledger: this.ledger, dice: new Dice(1) });
  }

  /** When nothing else makes it pass the place, a stop may: a turn still runs. */
  private async untilStruck(): Promise<boolean> {
    const isRunning = (): boolean => this.lane.receiver.arrivedAt(gateOf(this.name)) > 0;
    const isLast = this.cell.point === 'mailbox.release';
    if (isLast && (await this.until(isRunning))) this.victim.signal('SIGTERM');
    return this.until(() => this.strikes > 0);
  }

  /** Another server goes on at once; a stopped victim wakes when its leases are long over. */
  private async succeed(): Promise<void> {
    const struckAt = performance.now();
    if (this.cell.fault === 'kill') await this.victim.ended();
    await this.successor.start();
    this.urls = this.cell.fault === 'kill' ? [this.lane.urls[1]] : this.lane.urls;
    if (this.cell.fault === 'stop') {
      await delay(Math.max(0, 2 * leaseMs - (performance.now() - struckAt)));
      this.victim.signal('SIGCONT');
    }
    if (this.cell.point.startsWith('webhook.')) await expireLeases(this.lane.database.url);
    this.lane.receiver.openGate(gateOf(this.name));
  }

  private async judge(): Promise<string[]> {
    const { acknowledged, refusals } = this.ledger;
    const { effects } = this.lane.receiver;
    const { strikes } = this;
    return [
      ...tell(await check(this.lane.database.url, { acknowledged, effects })),
      ...refusals.map((refusal) => `refused: ${JSON.stringify(refusal)}`),
      ...(strikes === 1 ? [] : [`It struck ${String(strikes)} times.`]),
    ];
  }

  private async until(isSo: () => boolean): Promise<boolean> {
    const deadline = performance.now() + strikeMs;
    while (!isSo() && performance.now() < deadline) await delay(20);
    return isSo();
  }

  private get strikes(): number {
    return countStrikes(this.lane.folder, this.victim.name);
  }
}
