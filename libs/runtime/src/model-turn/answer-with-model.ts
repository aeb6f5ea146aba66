import { randomBytes } from 'node:crypto';
import type { JsonObject } from '#protocol';
import type { Turn } from '#messaging';
import type { LanguageModel, ModelRequest } from '#llm';
import type { Answer } from '../answer/compose-reply.js';
import { readAnswer } from '../answer/read-answer.js';
import { DiscreetModel } from '../discretion/discreet-model.js';
import type { AgentProfile } from '../directory.js';
import { referencesIn, type NamedFile } from '../files/named-files.js';
import { drawnBefore, type Draw } from '../journal/kept-reply.js';
import { sumTokens } from '../journal/step-recorder.js';
import type { TurnLimits } from '../limits.js';
import { MemoryInTurn } from '../memory/memory-in-turn.js';
import { askCapabilityOffer } from '../outgoing/ask-capability-tool.js';
import { sendMessageOffer } from '../outgoing/send-message-tool.js';
import { composePrompt, type Prompt } from '../prompt/compose-prompt.js';
import type { Capability } from '../prompt/system-prompt.js';
import type { Surroundings } from '../surroundings.js';
import type { TurnKit } from '../turn-kit.js';
import { countPaid } from './count-paid.js';
import { converse, type Answered, type Dialogue } from './converse.js';
import { ToolHand } from './tool-hand.js';
import type { TurnTools } from './turn-tools.js';

/** Messages of the past that are looked at; how many are shown is up to the budget. */
const pastLooked = 100;

/** The turn of a configuration agent: prompt, model, tools, answer. */
export async function answerWithModel(
  turn: Turn,
  profile: AgentProfile,
  kit: TurnKit,
  around: Surroundings,
  limits: TurnLimits,
): Promise<Answer> {
  const { lease, message } = turn;
  const model = chooseModel(turn, profile, around);
  kit.tally.asks(model);
  const [tools, line, past, found] = await Promise.all([
    around.toolsOf(lease.workspace),
    kit.steps.open(),
    around.history(lease, message.seq, pastLooked),
    around.directory.neighbours(lease, kit.reach.grants),
  ]);
  kit.tally.add(sumTokens(line.steps.filter(({ state }) => state === 'superseded')));
  const memory = new MemoryInTurn(turn, profile.memory, around.memories, kit.taint);
  const draw = drawnBefore(line) ?? (await drawAnew({ turn, around, memory, found }, kit.signal));
  const neighbours = draw.neighbours ?? found;
  const sources = {
    instructions: { agent: lease.agentName, ...profile },
    ...{ message, past, ...draw, neighbours },
    ...{ memories: draw.memories ?? [], files: draw.files ?? [] },
    memoryTokens: profile.memory?.contextTokens,
    tokens: limits.contextTokens,
  };
  const prompt = composePrompt(sources, around.renderTemplate);
  kit.taint.readMemories(prompt.memories);
  const hand = new ToolHand({
    ...{ ...kit, line, tools },
    caller: { workspace: lease.workspace, principal: lease.agentName },
    allowed: profile.tools,
    settings: profile.toolConfig,
    ...{ policies: profile.toolPolicies, notebook: memory.notebook },
    outbox: neighbours.length > 0 ? kit.outbox : undefined,
    // The embedded model reads without tiring and needs reports whole.
    contextTokens: model.provider === 'embedded' ? Infinity : limits.contextTokens,
  });
  const { reply, repairs } = await converse({
    ...{ model, line, draw, kit, paid: payment(turn, around) },
    settings: profile.llm,
    request: toRequest(turn, prompt, { profile, neighbours, tools, files: draw.files ?? [] }),
    runTools: (calls) => hand.run(calls),
    maxToolRounds: limits.maxToolRounds,
    turnTokens: limits.turnTokens,
  });
  const metadata = describe({ reply, repairs, model, prompt, used: hand.used }, kit);
  const signed = memory.sign(readAnswer(reply), prompt.memories);
  return attach(kit, { performative: 'inform', metadata, ...signed });
}

function payment({ lease, message }: Turn, { costOf }: Surroundings): Dialogue['paid'] {
  const payer = { agent: lease.agentName, capability: message.capability };
  return (by, usage) => {
    countPaid(payer, by, usage, costOf);
  };
}

function chooseModel(
  { lease, message }: Turn,
  { llm }: AgentProfile,
  around: Surroundings,
): LanguageModel {
  const speaker = { agent: lease.agentName, messageId: message.id };
  return new DiscreetModel(around.chooseModel(llm), around.discretion, speaker);
}

/** The reply names what tools made; the commit makes artifacts of it, and the log tells of each. */
function attach({ files, log }: TurnKit, answer: Answer): Answer {
  const { attached: artifacts } = files;
  if (artifacts.length === 0) return answer;
  for (const artifact of artifacts) log.noted('artifact.created', artifact);
  const metadata = { ...answer.metadata, artifacts: [...artifacts] };
  return { ...answer, metadata, alongside: files.alongside(answer.alongside) };
}

/** New for each message, so that nobody outside can know it. */
async function drawAnew(
  { turn, around, memory, found }: Ground,
  signal: AbortSignal,
): Promise<Draw> {
  const references = referencesIn(turn.message.content);
  const [memories, files] = await Promise.all([
    memory.recall(signal),
    references.length === 0 ? [] : around.files.describe(turn, references),
  ]);
  return {
    nonce: randomBytes(9).toString('hex'),
    now: around.time.now().toISOString(),
    ...(found.length === 0 ? {} : { neighbours: found }),
    ...(memories.length === 0 ? {} : { memories }),
    ...(files.length === 0 ? {} : { files }),
  };
}

/** What a draw is made from. */
interface Ground {
  readonly turn: Turn;
  readonly around: Surroundings;
  readonly memory: MemoryInTurn;
  readonly found: readonly Capability[];
}

/** What the agent may do, and whom and what it knows. */
interface Means {
  readonly profile: AgentProfile;
  readonly neighbours: readonly Capability[];
  readonly tools: TurnTools;
  readonly files: readonly NamedFile[];
}

function toRequest({ message }: Turn, prompt: Prompt, by: Means): ModelRequest {
  const offers = by.tools.offers(by.profile.tools);
  return {
    system: prompt.system,
    messages: prompt.messages,
    ...(by.profile.outputSchema === undefined ? {} : { outputSchema: by.profile.outputSchema }),
    tools: by.neighbours.length > 0 ? [...offers, sendMessageOffer, askCapabilityOffer] : offers,
    provenance: {
      content: message.content,
      performative: message.performative,
      sender: message.sender,
      neighbours: by.neighbours.filter(({ isWithheld }) => isWithheld !== true),
      memories: prompt.memories,
      ...(by.files.length === 0 ? {} : { files: by.files }),
      ...(message.capability === undefined ? {} : { capability: message.capability }),
    },
  };
}

interface Facts extends Answered {
  readonly model: LanguageModel;
  readonly prompt: Prompt;
  readonly used: readonly string[];
}

function describe({ reply, repairs, model, prompt, used }: Facts, kit: TurnKit): JsonObject {
  const by = reply.answeredBy ?? model;
  return {
    provider: by.provider,
    model: by.model,
    ...(by === model ? {} : { instead_of: `${model.provider}/${model.model}` }),
    generated: reply.generated,
    tokens: kit.tally.tokens,
    tool_calls: [...used],
    ...(repairs === 0 ? {} : { repairs }),
    ...(prompt.missing.length === 0 ? {} : { template_missing: [...prompt.missing] }),
    ...(reply.finishReason === 'length' ? { cut_short: true } : {}),
  };
}
