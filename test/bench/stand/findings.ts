import { ratioOf, spreadOf, type Spread } from '../statistics/spread.js';
import type { Costs } from './costs.js';
import { readCommit } from './machine.js';

/** What was measured of something that others than we have made, in the same runs. */
export interface GroundFigure {
  readonly name: string;
  readonly values: readonly number[];
}

/** One figure of a scenario. */
export interface Figure extends Spread {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly grounds: readonly (Spread & { readonly name: string; readonly ratio: number })[];
}

/** Points of a plot. */
interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface PlotFigure {
  readonly name: string;
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly isLog: boolean;
  readonly series: readonly Series[];
}

/** What one scenario found in one mode. */
export interface ScenarioReport {
  readonly scenario: string;
  readonly title: string;
  readonly mode: string;
  readonly figures: readonly Figure[];
  readonly costs: readonly (Costs & { readonly of: string })[];
  readonly plots: readonly PlotFigure[];
  /** What a reader has to know beside the figures, such as a rate that was not reached. */
  readonly notes: readonly string[];
  /** What went wrong meanwhile; a figure beside it is not to be trusted. */
  readonly failures: readonly string[];
  /** When it was measured (it may be another day than that of its neighbours), of which commit, and for how long. */
  readonly at: string;
  readonly commit: string;
  readonly seconds: number;
}

/** Takes down what a scenario finds. */
export class Findings {
  private readonly figures: Figure[] = [];
  private readonly costs: (Costs & { of: string })[] = [];
  private readonly plots: PlotFigure[] = [];
  private readonly notes = new Set<string>();
  private readonly failures = new Set<string>();
  private readonly begun = new Date();

  /** @param values one of each run */
  figure(
    name: string,
    unit: string,
    values: readonly number[],
    grounds: readonly GroundFigure[] = [],
  ): void {
    const compared = grounds.flatMap((ground) => {
      const ratio = ratioOf(values, ground.values);
      return ratio === undefined ? [] : [{ name: ground.name, ...spreadOf(ground.values), ratio }];
    });
    this.figures.push({ name, unit, ...spreadOf(values), values, grounds: compared });
  }

  /** What a message of this kind cost, in the run that cost the median. */
  cost(of: string, runs: readonly Costs[]): void {
    const sum = ({ cpuMicros }: Costs): number =>
      Object.values(cpuMicros).reduce((all, one) => all + one, 0);
    const sorted = runs.toSorted((a, b) => sum(a) - sum(b));
    const middle = sorted[Math.floor((sorted.length - 1) / 2)];
    if (middle !== undefined) this.costs.push({ of, ...middle });
  }

  plot(plot: PlotFigure): void {
    this.plots.push(plot);
  }

  note(what: string): void {
    this.notes.add(what);
  }

  fail(why: string): void {
    this.failures.add(why);
  }

  report(scenario: string, title: string, mode: string): ScenarioReport {
    const { figures, costs, plots } = this;
    const seconds = Math.round((Date.now() - this.begun.getTime()) / 1_000);
    return {
      ...{ scenario, title, mode, figures, costs, plots },
      ...{ notes: [...this.notes], failures: [...this.failures] },
      ...{ at: this.begun.toISOString(), commit: readCommit(), seconds },
    };
  }
}
