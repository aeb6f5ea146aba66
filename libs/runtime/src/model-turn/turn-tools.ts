import type { ToolCall, ToolGrant, ToolOutcome } from '#tools';
import type { ToolOffer } from '#llm';
import type { Safety } from '../journal/decide-step.js';

/** The tools of this server, as turns use them. */
export interface TurnTools {
  /** Those of the names that exist here, described for a model. */
  offers(names: readonly string[]): readonly ToolOffer[];
  /** What repeating this very call does; one that changes nothing may run beside others. */
  safetyOf(name: string, args: unknown): Safety;
  /** Whether its results hold what others wrote. */
  readsOutside(name: string, args: unknown): boolean;
  /** Why a person must allow a call before it is made. Nothing: nobody must, or it is refused anyway. */
  needsApproval(call: ToolCall, grant: ToolGrant): string | undefined;
  /** A tool that fails is an outcome too. Rejects only with the signal's reason. */
  execute(call: ToolCall, grant: ToolGrant): Promise<ToolOutcome>;
}
