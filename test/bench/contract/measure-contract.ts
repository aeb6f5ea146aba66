import type { LoadOrder } from '../load/load-order.js';
import { orderLoad } from '../load/order-load.js';
import {
  plotLatency,
  tellOffered,
  type LatencyPoints,
  type OfferedRun,
} from '../scenarios/offered.js';
import { messages } from '../scenarios/scenario.js';
import { Findings, type ScenarioReport } from '../stand/findings.js';
import { offeredRates, type Plan } from '../stand/plan.js';
import { Histogram } from '../statistics/histogram.js';
import { spreadOf, tidy } from '../statistics/spread.js';

/** Measures any server that fulfils docs/benchmarks/contract.md: at saturation, idle, at fixed rates, and accepting alone. */
export async function measureContract(url: string, plan: Plan): Promise<ScenarioReport> {
  const findings = new Findings();
  const client = new ContractClient(url, plan, findings);
  const saturation = await client.measureClosed('answered, 64 clients', 64);
  await client.measureClosed('answered, idle', 1);
  const points: LatencyPoints = { p50: [], p99: [] };
  for (const rate of offeredRates(plan, saturation)) {
    const { perSecond } = rate;
    const runs = await client.runs((run) => ({ kind: 'open', perSecond, seed: run + 1 }));
    tellOffered(findings, { what: 'answered', rate, runs, points, seconds: plan.seconds });
  }
  await client.measureClosed('accepted, 64 clients', 64, false);
  plotLatency(findings, points, {
    ...{ name: 'contract-latency', title: 'Durable request and reply: latency over offered rate' },
  });
  return findings.report('contract', `Durable request and reply at ${url}`, 'contract');
}

/** Sends what the contract says to one server, each request with a number of its own. */
class ContractClient {
  private firstNumber = 0;
  private isWarm = false;

  constructor(
    private readonly url: string,
    private readonly plan: Plan,
    private readonly findings: Findings,
  ) {}

  /** Takes down a closed loop. Gives what it reached, in a second. */
  async measureClosed(what: string, connections: number, waits = true): Promise<number> {
    const runs = await this.runs(() => ({ kind: 'closed', connections }), waits);
    const rate = runs.map(({ perSecond }) => perSecond);
    const p50 = runs.map((run) => run.p50);
    const p99 = runs.map((run) => run.p99);
    this.findings.figure(what, '1/s', rate);
    this.findings.figure(`${what}, p50`, 'ms', p50);
    this.findings.figure(`${what}, p99`, 'ms', p99);
    return spreadOf(rate).median;
  }

  /** The same load as often as planned. */
  async runs(pace: (run: number) => LoadOrder['pace'], waits = true): Promise<OfferedRun[]> {
    const request = messages({ waits });
    const all: OfferedRun[] = [];
    for (let run = 0; run < this.plan.runs; run += 1) {
      all.push(await this.load({ request, pace: pace(run) }));
    }
    return all;
  }

  private async load(order: Pick<LoadOrder, 'request' | 'pace'>): Promise<OfferedRun> {
    const { url, firstNumber } = this;
    const { seconds } = this.plan;
    const warmSeconds = this.isWarm ? this.plan.settleSeconds : this.plan.warmSeconds;
    this.isWarm = true;
    const report = await orderLoad({ ...order, url, seconds, warmSeconds, firstNumber });
    this.firstNumber = report.nextNumber;
    for (const failure of report.failures) this.findings.fail(failure);
    const latency = Histogram.from(report.latency);
    return {
      perSecond: tidy(report.within / report.seconds),
      p50: tidy(latency.percentile(0.5)),
      p99: tidy(latency.percentile(0.99)),
    };
  }
}
