import { faultPoint } from '#faults';
import { watched } from '#signals';
import type {
  AgentModelSettings,
  LanguageModel,
  ModelMessage,
  ModelName,
  ModelReply,
  ModelRequest,
  ModelToolCall,
  ModelToolResult,
  ModelWatch,
} from '#llm';
import { judgeOutput, type OutputMisfit } from '../answer/output-misfit.js';
import { readAnswer } from '../answer/read-answer.js';
import { budgetExceeded, outputMisfit, toolRoundsExceeded } from '../faults/failures.js';
import { answersOtherEdition, keepReply, recallReply, type Draw } from '../journal/kept-reply.js';
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
  /** Told of each answer that was made and not replayed. */
  readonly paid: (by: ModelName, usage: ModelReply['usage']) => void;
  readonly kit: Pick<TurnKit, 'log' | 'tally' | 'steps' | 'signal'>;
}

/** What the model answered in the end. */
export interface Answered {
  readonly reply: ModelReply;
  /** How often it had to mend its answer. */
  readonly repairs: number;
}

/** A model that does not get it right then will not. */
const mostRepairs = 2;

/**
 * Asks the model, runs the tools it wants, tells it the results, and so on until it answers without
 * wanting any. An answer that does not fit the schema of the agent it has to mend.
 * @throws {TurnFailed} TOOL_ROUNDS_EXCEEDED, BUDGET_EXCEEDED, OUTPUT_MISFIT
 */
export async function converse(dialogue: Dialogue): Promise<Answered> {
  const messages = [...dialogue.request.messages];
  const fence = createFence(dialogue.draw.nonce);
  let rounds = 0;
  let repairs = 0;
  for (;;) {
    const reply = await takeStep(dialogue, { ...dialogue.request, messages });
    dialogue.kit.tally.count(reply);
    dialogue.kit.tally.asks(reply.answeredBy ?? dialogue.model);
    if (reply.toolCalls.length > 0) {
      rounds += 1;
      messages.push(said(reply), await runTools(dialogue, reply, rounds, fence));
      continue;
    }
    const misfits = judgeOutput(dialogue.request.outputSchema, readAnswer(reply));
    if (misfits.length === 0) return { reply, repairs };
    if (repairs >= repairsOf(reply, dialogue)) {
      // Where another model stood in for the agent's own, that one may answer next time.
      const mayPass = dialogue.model.provider !== 'embedded';
      throw new TurnFailed(outputMisfit(misfits, repairs, mayPass));
    }
    requireBudget(dialogue);
    repairs += 1;
    dialogue.kit.log.restarted();
    messages.push(said(reply), askToMend(misfits, fence));
  }
}

/** The embedded model composes the same answer again. */
function repairsOf({ answeredBy }: ModelReply, { model }: Dialogue): number {
  return (answeredBy ?? model).provider === 'embedded' ? 0 : mostRepairs;
}

async function runTools(
  dialogue: Dialogue,
  { toolCalls }: ModelReply,
  round: number,
  fence: Fence,
): Promise<ModelMessage> {
  const { maxToolRounds } = dialogue;
  if (round > maxToolRounds) throw new TurnFailed(toolRoundsExceeded(maxToolRounds));
  requireBudget(dialogue);
  const results = await dialogue.runTools(toolCalls);
  return { role: 'tool', results: results.map((result) => fenced(result, fence)) };
}

function requireBudget({ kit, turnTokens }: Dialogue): void {
  if (kit.tally.total > turnTokens) throw new TurnFailed(budgetExceeded(turnTokens));
}

function said({ text, toolCalls, state }: ModelReply): ModelMessage {
  return {
    role: 'assistant',
    text,
    ...(toolCalls.length === 0 ? {} : { toolCalls }),
    ...(state === undefined ? {} : { state }),
  };
}

/** What does not fit is told with words of the answer, which may be others' words. */
function askToMend(misfits: readonly OutputMisfit[], fence: Fence): ModelMessage {
  const told = misfits.map(({ message }) => `- ${message}`).join('\n');
  return {
    role: 'user',
    text: `Your answer does not fit the JSON Schema of your answers:\n${fence.wrap(told)}\nAnswer again with one JSON object that fits it, and nothing else.`,
  };
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
  const step = line.place('model', name, { settings, request }, answersOtherEdition);
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

async function ask({ model, kit, paid }: Dialogue, request: ModelRequest): Promise<ModelReply> {
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
  const labels = { provider: model.provider, model: model.model };
  const reply = await watched('model', labels, async (ending) => {
    const given = await faultPoint('model.ask', () => model.ask(request, watch));
    const { inputTokens: tokens_in, outputTokens: tokens_out } = given.usage;
    ending.as('ok', { tokens_in, tokens_out });
    return given;
  });
  paid(reply.answeredBy ?? model, reply.usage);
  log.close();
  return reply;
}
