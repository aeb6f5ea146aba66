import type { LoadOrder } from '../load/load-order.js';
import { orderLoad } from '../load/order-load.js';
import { messages } from '../scenarios/scenario.js';
import { Findings, type ScenarioReport } from '../stand/findings.js';
import { ratesBelow, type Plan } from '../stand/plan.js';
import { Histogram } from '../statistics/histogram.js';
import { spreadOf, tidy } from '../statistics/spread.js';

const request = messages({ waits: true });

/** Measures any server that fulfils docs/benchmarks/contract.md: idle, at saturation, at fixed rates. */
export async function measureContract(url: string, plan: Plan): Promise<ScenarioReport> {
  const findings = new Findings();
  const runner = new ContractRunner(url, plan, findings);
  await runner.measure('idle, one client', { kind: 'closed', connections: 1 });
  const saturation = await runner.measure('64 clients', { kind: 'closed', connections: 64 });
  const points: Record<'p50' | 'p99', [number, number][]> = { p50: [], p99: [] };
  for (const rate of plan.rates ?? ratesBelow(saturation.perSecond)) {
    const { p50, p99 } = await runner.measure(`${rate}/s offered`, (run) => ({
      ...{ kind: 'open', perSecond: rate, seed: run + 1 },
    }));
    points.p50.push([rate, p50]);
    points.p99.push([rate, p99]);
  }
  findings.plot({
    ...{ name: 'contract-latency', title: 'Durable request and reply: latency over offered rate' },
    ...{ x: 'requests a second', y: 'milliseconds', isLog: true },
    series: (['p50', 'p99'] as const).map((name) => ({ name, points: points[name] })),
  });
  return findings.report('contract', `Durable request and reply at ${url}`, 'contract');
}

/** Repeats one kind of load and takes down its figures. */
class ContractRunner {
  private number = 0;

  constructor(
    private readonly url: string,
    private readonly plan: Plan,
    private readonly findings: Findings,
  ) {}

  /** The medians of all runs. */
  async measure(
    what: string,
    pace: LoadOrder['pace'] | ((run: number) => LoadOrder['pace']),
  ): Promise<{ perSecond: number; p50: number; p99: number }> {
    const { runs, seconds, warmSeconds } = this.plan;
    const figures = { perSecond: [] as number[], p50: [] as number[], p99: [] as number[] };
    for (let run = 0; run < runs; run += 1) {
      const own = typeof pace === 'function' ? pace(run) : pace;
      const order = { url: this.url, request, pace: own, seconds, warmSeconds };
      const report = await orderLoad({ ...order, firstNumber: this.number });
      this.number = report.nextNumber;
      for (const failure of report.failures) this.findings.fail(failure);
      const latency = Histogram.from(report.latency);
      figures.perSecond.push(tidy(report.done / report.seconds));
      figures.p50.push(tidy(latency.percentile(0.5)));
      figures.p99.push(tidy(latency.percentile(0.99)));
    }
    this.findings.figure(`${what}: answered`, '1/s', figures.perSecond);
    this.findings.figure(`${what}: p50`, 'ms', figures.p50);
    this.findings.figure(`${what}: p99`, 'ms', figures.p99);
    const medianOf = (values: number[]): number => spreadOf(values).median;
    return {
      perSecond: medianOf(figures.perSecond),
      p50: medianOf(figures.p50),
      p99: medianOf(figures.p99),
    };
  }
}
