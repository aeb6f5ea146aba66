import type { JsonValue } from '#protocol';
import { cleanJson } from '../answer/clean-json.js';
import { outcomeUnknown } from '../faults/failures.js';
import { decideStep } from '../journal/decide-step.js';
import type { PlacedStep } from '../journal/step-line.js';
import { BadStep, TurnFailed } from '../runtime.errors.js';
import type { TurnKit } from '../turn-kit.js';
import type { CodeTurn, StepWork } from './define-agent.js';
import { placeStep, written } from './place-step.js';
import { viaJson } from './via-json.js';

const longestName = 100;

/** What the journal keeps of a step; without a value for a step that gave none. */
interface KeptValue {
  readonly value?: JsonValue;
}

/** The steps of a code agent's turn: `turn.step`. */
export function openSteps({
  steps,
  signal,
  suspense,
}: Pick<TurnKit, 'steps' | 'signal' | 'suspense'>): CodeTurn['step'] {
  const make = async <Result extends JsonValue | undefined>(
    name: string,
    work: (step: StepWork) => Promise<Result> | Result,
    { once = false }: { readonly once?: boolean } = {},
  ): Promise<Result> => {
    checkName(name);
    const step = await placeStep(steps, { kind: 'code', name });
    signal.throwIfAborted();
    switch (decideStep(step.known, once ? 'unsafe' : 'idempotent')) {
      case 'replay':
        return recall(step) as Result;
      case 'unknown':
        await written(steps.finish(step, 'unknown', {}, true));
        throw new TurnFailed(outcomeUnknown(name));
      case 'run':
      case 'again':
        await written(steps.start(step, once));
    }
    const kept = keep(name, await work({ key: step.key, signal }));
    await written(steps.finish(step, 'done', kept as JsonValue, true));
    return kept.value as Result;
  };
  return (name, work, options) => suspense.during(() => make(name, work, options));
}

export function checkName(name: unknown): void {
  if (typeof name === 'string' && name !== '' && name.length <= longestName) return;
  throw new BadStep(
    `A step or an approval needs a name of 1 to ${String(longestName)} characters.`,
  );
}

function recall({ known }: PlacedStep): JsonValue | undefined {
  return (known?.response as KeptValue | undefined)?.value;
}

/** The first attempt gets the very value that a later one would get. */
function keep(name: string, given: JsonValue | undefined): KeptValue {
  if (given === undefined) return {};
  const cleaned = cleanJson(viaJson(given));
  if (cleaned.kind === 'clean') return { value: cleaned.value };
  const { path, message } = cleaned.fault;
  throw new BadStep(`The result of the step "${name}" cannot be kept: ${path} ${message}`);
}
