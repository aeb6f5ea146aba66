import type { ToolCall, ToolGrant, ToolOutcome } from '#tools';
import type { ToolOffer } from '#llm';

/** The tools of this server, as turns use them. */
export interface TurnTools {
  /** Those of the names that exist here, described for a model. */
  offers(names: readonly string[]): readonly ToolOffer[];
  /** Whether this very call changes nothing, so that it may run beside others. */
  isReadOnly(name: string, args: unknown): boolean;
  /** A tool that fails is an outcome too. Rejects only with the signal's reason. */
  execute(call: ToolCall, grant: ToolGrant): Promise<ToolOutcome>;
}
