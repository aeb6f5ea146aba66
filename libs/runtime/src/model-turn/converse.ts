import { faultPoint } from '#faults';
import type {
  AgentModelSettings,
  LanguageModel,
  ModelReply,
  ModelRequest,
  ModelToolCall,
  ModelToolResult,
  ModelWatch,
} from '#llm';
import { budgetExceeded, toolRoundsExceeded } from '../faults/failures.js';
import { keepReply, recallReply, type Draw } from '../journal/kept-reply.js';
import type { StepLine } from '../journal/step-line.js';
import { createFence, type Fence } from '../prompt/fence.js';
import { TurnFailed } from '../runtime.errors.js';
import type { TurnKit } from '../turn-kit.js';

/** One conversation between a turn and its model. */
export interface Dialogue {
  readonly model: LanguageModel;
  /** What the agent chose for every answer. */
  readonly settings: AgentModelSettings;
  readonly request: ModelRequest;
  readonly runTools: (calls: readonly ModelToolCall[]) => Promise<readonly ModelToolResult[]>;
  /** Answers with tool calls after which the turn fails. */
  readonly maxToolRounds: number;
  /** Tokens after which it is not asked again. */
  readonly turnTokens: number;
  readonly line: StepLine;
  readonly draw: Draw;
  readonly kit: Pick<TurnKit, 'log' | 'tally' | 'steps' | 'signal'>;
}

/**
 * Asks the model, runs the tools it wants, tells it the results, and so on until it answers without
 * wanting any. @throws {TurnFailed} TOOL_ROUNDS_EXCEEDED, BUDGET_EXCEEDED
 */
export async function converse(dialogue: Dialogue): Promise<ModelReply> {
  const { request, maxToolRounds, turnTokens, runTools, kit } = dialogue;
  const messages = [...request.messages];
  const fence = createFence(dialogue.draw.nonce);
  for (let round = 1; ; round += 1) {
    const reply = await takeStep(dialogue, { ...request, messages });
    kit.tally.count(reply);
    kit.tally.asks(reply.answeredBy ?? dialogue.model);
    if (reply.toolCalls.length === 0) return reply;
    if (round > maxToolRounds) throw new TurnFailed(toolRoundsExceeded(maxToolRounds));
    if (kit.tally.total > turnTokens) throw new TurnFailed(budgetExceeded(turnTokens));
    const results = await runTools(reply.toolCalls);
    messages.push(
      {
        role: 'assistant',
        text: reply.text,
        toolCalls: reply.toolCalls,
        ...(reply.state === undefined ? {} : { state: reply.state }),
      },
      { role: 'tool', results: results.map((result) => fenced(result, fence)) },
    );
  }
}

/** What a tool returned, others may have written. */
function fenced(result: ModelToolResult, fence: Fence): ModelToolResult {
  const { output } = result;
  const text = typeof output === 'string' ? output : JSON.stringify(output);
  return { ...result, told: fence.wrap(text) };
}

/** One answer: an earlier attempt's, if it was asked for just this, else the model's. */
async function takeStep(dialogue: Dialogue, request: ModelRequest): Promise<ModelReply> {
  const { model, settings, line, draw, kit } = dialogue;
  kit.signal.throwIfAborted();
  const name = `${model.provider}/${model.model}`;
  const step = line.place('model', name, { settings, request });
  if (step.known !== undefined) return recallReply(step.known.response);
  kit.tally.add(await kit.steps.leave(line));
  kit.steps.flushBeside();
  const startedAt = performance.now();
  const reply = await ask(dialogue, request);
  kit.steps.note(step, {
    response: keepReply(reply, draw),
    durationMs: performance.now() - startedAt,
    tokens: { input: reply.usage.inputTokens, output: reply.usage.outputTokens },
  });
  await kit.steps.flush();
  return reply;
}

async function ask({ model, kit }: Dialogue, request: ModelRequest): Promise<ModelReply> {
  const { log, signal } = kit;
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
