import { growthOf, settled, slopeOf, type Points } from '../statistics/trend.js';
import { tidy } from '../statistics/spread.js';
import type { Deployment } from './deployment.js';
import type { Findings } from './findings.js';

const everyMs = 1_000;

/** Weighs the processes of a deployment once a second, from its begin until it is stopped. */
export class MemoryWatch {
  readonly points: [seconds: number, megabytes: number][] = [];
  private readonly begun = performance.now();
  private readonly timer: NodeJS.Timeout;

  constructor(deployment: Deployment) {
    this.timer = setInterval(() => {
      const seconds = (performance.now() - this.begun) / 1_000;
      this.points.push([seconds, deployment.residentMegabytes()]);
    }, everyMs);
  }

  stop(): Points {
    clearInterval(this.timer);
    return this.points;
  }
}

/** Takes down whether memory still grew after it had had time to settle, as figures and as a plot. */
export function tellMemory(
  findings: Findings,
  points: Points,
  titled: { readonly name: string; readonly title: string },
): void {
  const weights = settled(points).map(([, megabytes]) => megabytes);
  findings.figure('memory, last third to middle third', '×', [tidy(growthOf(points))]);
  findings.figure('memory, slope after the first third', 'MB/min', [
    tidy(slopeOf(settled(points)) * 60),
  ]);
  findings.figure('resident memory of our processes, after the first third', 'MB', weights);
  const series = [{ name: 'our processes', points }];
  findings.plot({ ...titled, x: 'seconds', y: 'megabytes', isLog: false, series });
}
