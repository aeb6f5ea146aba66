import { parseArgs } from 'node:util';
import type { Mode } from './stand/deployment.js';
import { planOf, type Plan } from './stand/plan.js';

/** What the command line asks for. */
export interface Options {
  readonly plan: Plan;
  /** @default those that each mode has */
  readonly scenarios: readonly string[] | undefined;
  readonly modes: readonly Mode[] | undefined;
  /** Where the report goes as JSON. */
  readonly json: string | undefined;
  /** Whether docs/benchmarks is written. */
  readonly writes: boolean;
  readonly lists: boolean;
  /** Another server that fulfils the contract. */
  readonly contract: string | undefined;
  /** Where the ids of what that has accepted are written, for the proof that it is durable. */
  readonly keep: string | undefined;
  /** Where they are read again. */
  readonly check: string | undefined;
}

const flags = {
  scenario: { type: 'string' },
  mode: { type: 'string' },
  runs: { type: 'string' },
  seconds: { type: 'string' },
  warm: { type: 'string' },
  minutes: { type: 'string' },
  stored: { type: 'string' },
  rates: { type: 'string' },
  json: { type: 'string' },
  contract: { type: 'string' },
  keep: { type: 'string' },
  check: { type: 'string' },
  quick: { type: 'boolean', default: false },
  tiny: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
} as const;

const known: readonly Mode[] = ['scale-out', 'database', 'embedded'];

/** Reads the command line. Thrown when it says what is not known. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({ args: [...args], options: flags });
  const plan = planOf(values.quick, {
    ...given('runs', values.runs),
    ...given('seconds', values.seconds),
    ...given('warmSeconds', values.warm),
    ...given('minutes', values.minutes),
    ...given('stored', values.stored),
    ...(values.rates === undefined ? {} : { rates: wordsOf(values.rates).map(numberOf) }),
    ...(values.tiny ? { isTiny: true, groundSeconds: 0.2 } : {}),
  });
  return {
    plan,
    scenarios: values.scenario === undefined ? undefined : wordsOf(values.scenario),
    modes: values.mode === undefined ? undefined : wordsOf(values.mode).map(modeOf),
    json: values.json,
    writes: values.write,
    lists: values.list,
    contract: values.contract,
    keep: values.keep,
    check: values.check,
  };
}

const wordsOf = (text: string): string[] => text.split(',').map((word) => word.trim());

function given(name: keyof Plan, text: string | undefined): Partial<Plan> {
  return text === undefined ? {} : { [name]: numberOf(text) };
}

function numberOf(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`${text} is no number above 0.`);
  return value;
}

function modeOf(word: string): Mode {
  const mode = known.find((one) => one === word);
  if (mode === undefined) throw new Error(`There is no mode ${word}, but ${known.join(', ')}.`);
  return mode;
}
