/** How long and how often is measured. */
export interface Plan {
  readonly runs: number;
  /** Of each stretch of load that is counted. */
  readonly seconds: number;
  /** Before it, not counted. */
  readonly warmSeconds: number;
  /** Of the ground beside it. */
  readonly groundSeconds: number;
  /** Of `sustained`. */
  readonly minutes: number;
  /** Messages that `stored` keeps before it measures. */
  readonly stored: number;
  /** A hundredth of the conversations, agents, memories and followers. */
  readonly isTiny: boolean;
  /** Messages a second of the open loops. @default what fits below saturation */
  readonly rates?: readonly number[];
}

const usual: Plan = {
  runs: 3,
  seconds: 5,
  warmSeconds: 2,
  groundSeconds: 1,
  minutes: 1,
  stored: 500_000,
  isTiny: false,
};

const quick: Plan = {
  ...usual,
  runs: 1,
  seconds: 2,
  warmSeconds: 1,
  groundSeconds: 0.5,
  minutes: 0.1,
  stored: 50_000,
};

/** The plan with what the command line said of it. */
export function planOf(isQuick: boolean, said: Partial<Plan>): Plan {
  return { ...(isQuick ? quick : usual), ...said };
}

const steps = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 20_000];

/**
 * Rates for an open loop: round ones, so that runs can be compared, and below nine tenths of what saturation gave,
 * since beyond it latency tells only how long was measured.
 */
export function ratesBelow(saturation: number, most = 4): number[] {
  return steps.filter((rate) => rate <= saturation * 0.9).slice(-most);
}
