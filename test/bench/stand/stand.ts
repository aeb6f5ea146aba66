import type { BareServer } from '../ground/bare-server.js';
import { measureRawLatency, measureRawQueue } from '../ground/raw-queue.js';
import { measureRawRows, measureRowLatency } from '../ground/raw-rows.js';
import type { Ground } from '../grounds.js';
import type { FollowOrder } from '../load/follow-events.js';
import type { LoadOrder, LoadReport, Pace, RequestPlan } from '../load/load-order.js';
import { orderLoad } from '../load/order-load.js';
import { Histogram } from '../statistics/histogram.js';
import { tidy } from '../statistics/spread.js';
import { costsOf, type Costs, type Used } from './costs.js';
import { Deployment, type Mode, type Needs } from './deployment.js';
import { Findings } from './findings.js';
import type { Plan } from './plan.js';

/** One stretch of load, measured. */
export interface Measured {
  readonly report: LoadReport;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly costs: Costs;
  /** Turns that the workers ended meanwhile, a second. */
  readonly turnsPerSecond: number;
}

/** What else is read when what is counted begins and ends. */
export interface Beside {
  readonly begin: () => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

/** What can be compared with: each is measured anew when it is asked for, beside what it is compared with. */
export type GroundName = 'queue' | 'queue latency' | 'rows' | 'row latency' | 'echo';

/** Where a scenario is measured: a mode, a plan, the ground, and what takes down the findings. */
export class Stand {
  readonly findings = new Findings();
  private readonly warmed = new WeakSet<Deployment>();

  constructor(
    readonly mode: Mode,
    readonly plan: Plan,
    private readonly raw: Ground,
    readonly bare: BareServer,
  ) {}

  /** Starts Caxton as the mode runs it, and stops it whatever happens. */
  async with<T>(needs: Needs, measure: (deployment: Deployment) => Promise<T>): Promise<T> {
    const deployment = await Deployment.start(this.mode, needs);
    try {
      return await measure(deployment);
    } finally {
      await deployment.stop();
    }
  }

  /** The same as often as the plan says, one after another. */
  async runs<T>(measure: (run: number) => Promise<T>): Promise<T[]> {
    const all: T[] = [];
    for (let run = 0; run < this.plan.runs; run += 1) all.push(await measure(run));
    return all;
  }

  /** Load on a deployment, with what it cost. */
  async load(
    deployment: Deployment,
    order: Omit<LoadOrder, 'url' | 'warmSeconds' | 'seconds'> &
      Partial<LoadOrder> &
      Partial<FollowOrder>,
    beside?: Beside,
  ): Promise<Measured> {
    const { seconds } = this.plan;
    const warmSeconds = this.warmSecondsOf(deployment);
    let between: [Used, Used] | undefined;
    let turns = 0;
    const look = async (): Promise<[Used, number]> => [
      await deployment.used(),
      await deployment.turns(),
    ];
    const report = await orderLoad(
      { url: deployment.url, seconds, warmSeconds, ...order },
      {
        begin: async () => {
          await beside?.begin();
          return look();
        },
        end: async ([before, turnsBefore]) => {
          await beside?.end();
          const [after, turnsAfter] = await look();
          between = [before, after];
          turns = turnsAfter - turnsBefore;
        },
      },
    );
    for (const failure of report.failures) this.findings.fail(failure);
    const latency = Histogram.from(report.latency);
    return {
      report,
      perSecond: tidy(report.within / report.seconds),
      p50: tidy(latency.percentile(0.5)),
      p99: tidy(latency.percentile(0.99)),
      costs: withLoad(between ? costsOf(...between, report.within) : { cpuMicros: {} }, report),
      turnsPerSecond: tidy(turns / report.seconds),
    };
  }

  /** A server that has just started compiles what runs often; later loads only have to settle. */
  private warmSecondsOf(deployment: Deployment): number {
    if (this.warmed.has(deployment)) return this.plan.settleSeconds;
    this.warmed.add(deployment);
    return this.plan.warmSeconds;
  }

  /** A figure of the ground, now. */
  async ground(name: GroundName, body = '{}'): Promise<number> {
    const seconds = this.plan.groundSeconds;
    switch (name) {
      case 'queue':
        return measureRawQueue(this.raw, seconds);
      case 'queue latency':
        return measureRawLatency(this.raw, this.plan.isTiny ? 10 : 100);
      case 'rows':
        return measureRawRows(this.raw.rows, body, seconds);
      case 'row latency':
        return measureRowLatency(this.raw.rows, body);
      case 'echo':
        return this.echo(
          { method: 'POST', path: '/echo', body },
          { kind: 'closed', connections: 64 },
        );
    }
  }

  private async echo(request: RequestPlan, pace: Pace): Promise<number> {
    const seconds = this.plan.groundSeconds;
    const { done } = await orderLoad({
      url: this.bare.url,
      request,
      pace,
      seconds,
      warmSeconds: 0.5,
    });
    return done / seconds;
  }
}

function withLoad(costs: Costs, { cpuMicros, within }: LoadReport): Costs {
  return {
    ...costs,
    cpuMicros: { ...costs.cpuMicros, load: tidy(cpuMicros / Math.max(1, within)) },
  };
}
