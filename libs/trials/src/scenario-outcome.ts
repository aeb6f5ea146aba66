/** A call that the model made in a trial. */
interface TrialCall {
  readonly tool: string;
  /** It was really made. */
  readonly ran: boolean;
  readonly ok: boolean;
}

/** Why a scenario did not end as it should. */
export interface TrialFault {
  readonly code: string;
  readonly message: string;
}

/** What came of one scenario. Plain data, so that a row can keep it. */
export interface ScenarioOutcome {
  /** Its place in the request, from 0. */
  readonly index: number;
  readonly durationMs: number;
  readonly capabilities: readonly string[];
  readonly calls: readonly TrialCall[];
  readonly preview: string;
  readonly tokens: { readonly input: number; readonly output: number };
  /** In thousand-millionths of the currency. */
  readonly cost: number;
  readonly model?: string | undefined;
  readonly error?: TrialFault | undefined;
}
