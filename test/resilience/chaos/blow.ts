import type { Dice } from '../../simulation/dice.js';
import type { Site } from './site.js';

/** What one fault harms. Two faults never harm the same thing at the same time. */
export type Target =
  | 'api-1'
  | 'api-2'
  | 'worker-1'
  | 'worker-2'
  | 'worker-3'
  | 'redis'
  | 'postgres'
  | 'wires'
  | 'everybody';

/** A kind of fault: how it strikes, how long it holds, and how it is put right. */
export interface FaultKind {
  readonly kind: string;
  readonly targets: readonly Target[];
  /** How often, beside the others. */
  readonly weight: number;
  /** Milliseconds, of which one is chosen from least to most. */
  readonly holds: readonly [least: number, most: number];
  /** Strikes, waits as long as it holds, heals. */
  readonly strike: (site: Site, blow: Blow) => Promise<void>;
}

/** One fault of a run. */
export interface Blow {
  /** Milliseconds from the start. */
  readonly at: number;
  readonly kind: string;
  readonly target: Target;
  readonly holdMs: number;
  /** For what the fault itself leaves to chance. */
  readonly seed: number;
}

/** Least and most of the pause between two blows, as parts of the mean. */
const spread = [0.5, 1.5] as const;

/** All faults of a run: the same for the same seed. */
export function planBlows(
  kinds: readonly FaultKind[],
  dice: Dice,
  { durationMs, everyMs }: { readonly durationMs: number; readonly everyMs: number },
): Blow[] {
  const blows: Blow[] = [];
  let at = everyMs;
  while (at < durationMs) {
    const { kind, targets, holds } = choose(kinds, dice);
    const target = targets[dice.between(0, targets.length - 1)] ?? 'everybody';
    const holdMs = dice.between(holds[0], holds[1]);
    blows.push({ at: Math.round(at), kind, target, holdMs, seed: dice.between(1, 1_000_000) });
    at += everyMs * (spread[0] + dice.roll() * (spread[1] - spread[0]));
  }
  return blows;
}

function choose(kinds: readonly FaultKind[], dice: Dice): FaultKind {
  let left = dice.roll() * kinds.reduce((sum, { weight }) => sum + weight, 0);
  for (const kind of kinds) {
    left -= kind.weight;
    if (left < 0) return kind;
  }
  const last = kinds.at(-1);
  if (last === undefined) throw new Error('There are no kinds of faults.');
  return last;
}
