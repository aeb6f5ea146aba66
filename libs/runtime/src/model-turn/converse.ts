import { faultPoint } from '#faults';
import type {
  LanguageModel,
  ModelReply,
  ModelRequest,
  ModelToolCall,
  ModelToolResult,
  ModelWatch,
} from '#llm';
import { toolRoundsExceeded } from '../faults/failures.js';
import { TurnFailed } from '../runtime.errors.js';
import type { TurnLog } from '../watch/turn-log.js';
import type { Tally } from './tally.js';

/** One conversation between a turn and its model. */
export interface Dialogue {
  readonly model: LanguageModel;
  readonly request: ModelRequest;
  readonly runTools: (calls: readonly ModelToolCall[]) => Promise<readonly ModelToolResult[]>;
  /** Answers with tool calls after which the turn fails. */
  readonly maxToolRounds: number;
  readonly log: TurnLog;
  readonly tally: Tally;
  readonly signal: AbortSignal;
}

/**
 * Asks the model, runs the tools it wants, tells it the results, and so on until it answers without
 * wanting any. @throws {TurnFailed} TOOL_ROUNDS_EXCEEDED
 */
export async function converse(dialogue: Dialogue): Promise<ModelReply> {
  const { request, maxToolRounds, runTools, tally } = dialogue;
  const messages = [...request.messages];
  for (let round = 1; ; round += 1) {
    const reply = await ask(dialogue, { ...request, messages });
    tally.count(reply);
    if (reply.toolCalls.length === 0) return reply;
    if (round > maxToolRounds) throw new TurnFailed(toolRoundsExceeded(maxToolRounds));
    const results = await runTools(reply.toolCalls);
    messages.push(
      {
        role: 'assistant',
        text: reply.text,
        toolCalls: reply.toolCalls,
        ...(reply.state === undefined ? {} : { state: reply.state }),
      },
      { role: 'tool', results },
    );
  }
}

async function ask(
  { model, log, tally, signal }: Dialogue,
  request: ModelRequest,
): Promise<ModelReply> {
  signal.throwIfAborted();
  tally.nextStep();
  const watch: ModelWatch = {
    signal,
    onDelta: (text) => {
      log.delta(text);
    },
    onRestart: () => {
      log.restarted();
    },
  };
  const reply = await faultPoint('model.ask', () => model.ask(request, watch));
  log.close();
  return reply;
}
