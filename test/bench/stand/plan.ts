/** How long and how often is measured. */
export interface Plan {
  readonly runs: number;
  /** Of each stretch of load that is counted. */
  readonly seconds: number;
  /** Before the first of a server that has just started, not counted. */
  readonly warmSeconds: number;
  /** Before each later one on the same server, not counted. */
  readonly settleSeconds: number;
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
  warmSeconds: 10,
  settleSeconds: 1,
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
  settleSeconds: 0.5,
  groundSeconds: 0.5,
  minutes: 0.1,
  stored: 50_000,
};

/** The plan with what the command line said of it. */
export function planOf(isQuick: boolean, said: Partial<Plan>): Plan {
  return { ...(isQuick ? quick : usual), ...said };
}

/** How long one scenario may take before it is ended, in minutes: several times what it needs on a machine that is not busy. */
export const minutesFor = ({ runs, minutes, stored }: Plan): number =>
  Math.ceil(6 + runs + minutes + stored / 500_000);

/** What an open loop offers. */
export interface OfferedRate {
  /** `1000/s`, `half of capacity`. */
  readonly name: string;
  readonly perSecond: number;
}

/**
 * Rates for an open loop: what this machine can hold, as shares of what a closed loop reached, and rates that are the same
 * everywhere, whether it can hold them or not. Those of the command line take the place of both.
 */
export function offeredRates(
  { rates }: Plan,
  saturation: number,
  fixed: readonly number[] = [],
): OfferedRate[] {
  const named = (rate: number): OfferedRate => ({ name: `${rate}/s`, perSecond: rate });
  if (rates) return rates.map(named);
  const share = (name: string, part: number): OfferedRate => ({
    name,
    perSecond: Math.max(1, Math.round(saturation * part)),
  });
  return [share('a tenth of capacity', 0.1), share('half of capacity', 0.5), ...fixed.map(named)];
}

/**
 * Whether so much was done in a second of what was offered: less is a queue that grows, and a latency that tells how long was
 * measured. What arrives by chance in that many seconds differs by its root.
 */
export function isHeld(done: number, offered: number, seconds: number): boolean {
  return done >= offered * 0.95 - 2 * Math.sqrt(offered / seconds);
}
