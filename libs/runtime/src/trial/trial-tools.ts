import type { ToolCall, ToolOutcome } from '#tools';
import type { TurnTools } from '../model-turn/turn-tools.js';

/** The tools of a workspace as a trial has them: described as always, run only where that is allowed. */
export function trialTools(tools: TurnTools, mayRun: ReadonlySet<string>): TurnTools {
  return {
    offers: (names) => tools.offers(names),
    safetyOf: (name, args) => (mayRun.has(name) ? tools.safetyOf(name, args) : 'read_only'),
    readsOutside: (name, args) => mayRun.has(name) && tools.readsOutside(name, args),
    // Nobody is asked: what a person would have to allow is refused when it is made.
    needsApproval: () => undefined,
    execute: (call, grant) =>
      mayRun.has(call.name) ? tools.execute(call, grant) : Promise.resolve(notRun(call)),
  };
}

function notRun({ name }: ToolCall): ToolOutcome {
  const message = `not run in a trial: ${name} is none of the tools that the trial allows. Answer as well as you can without its result, and say so.`;
  return { ok: false, error: { code: 'NOT_RUN_IN_TRIAL', message }, durationMs: 0 };
}
