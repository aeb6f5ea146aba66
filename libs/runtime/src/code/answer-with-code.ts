import type { JsonObject } from '#protocol';
import { readPerformative } from '#protocol';
import type { Turn } from '#messaging';
import { asContent, cleanJson } from '../answer/clean-json.js';
import type { Answer, Silence } from '../answer/compose-reply.js';
import type { AgentProfile } from '../directory.js';
import { judgeOutput } from '../answer/output-misfit.js';
import { answerUnusable, codeMisfit } from '../faults/failures.js';
import { MemoryInTurn } from '../memory/memory-in-turn.js';
import { NotSendable } from '../outgoing/outgoing.errors.js';
import { readTimeout } from '../outgoing/read-timeout.js';
import {
  HandlerFailed,
  MemoryNotReached,
  RefuseMessage,
  StepNotWritten,
  TurnFailed,
} from '../runtime.errors.js';
import type { Surroundings } from '../surroundings.js';
import type { TurnKit } from '../turn-kit.js';
import { NotedMemory } from './noted-memory.js';
import { openApprove } from './open-approve.js';
import { openAsk } from './open-ask.js';
import { openSteps } from './open-steps.js';
import { viaJson } from './via-json.js';
import type { CodeAgent, CodeTurn, HandledMessage, HandlerAnswer, SentOn } from './define-agent.js';

/** The turn of a code agent with its memory, if it has one. Silence when the handler wants no reply sent. */
export async function answerWithCode(
  turn: Turn,
  {
    code,
    memory: use,
    outputSchema,
  }: { readonly code: CodeAgent } & Pick<AgentProfile, 'memory' | 'outputSchema'>,
  kit: TurnKit,
  around: Surroundings,
): Promise<Answer | Silence> {
  const memory = new MemoryInTurn(turn, use, around.memories, kit.taint);
  const noted = new NotedMemory({ ...kit, use, notebook: memory.notebook });
  const given = await handle(code, { ...openCodeTurn(turn, kit, around), memory: noted });
  const speaker = { agent: turn.lease.agentName, messageId: turn.message.id };
  if (given instanceof RefuseMessage) {
    const { performative, details, message: reason } = given;
    const { alongside } = memory.leave(undefined);
    const content = around.discretion.cleanse({ ...details, reason }, speaker);
    return { performative, content, metadata: {}, alongside };
  }
  const said = around.discretion.cleanse(readGiven(given), speaker);
  if (said !== undefined) requireForm(outputSchema, said);
  const { content, alongside } = memory.leave(said);
  if (content === undefined) return { content, alongside };
  return { performative: 'inform', content, metadata: {}, alongside };
}

/** Code answers the same every time, so nobody asks it to mend. @throws {TurnFailed} OUTPUT_MISFIT */
function requireForm(schema: JsonObject | undefined, said: JsonObject): void {
  const misfits = judgeOutput(schema, said);
  if (misfits.length > 0) throw new TurnFailed(codeMisfit(misfits));
}

/** Our own errors keep their meaning; all others are the handler's and stay in the log. */
async function handle(agent: CodeAgent, turn: CodeTurn): Promise<HandlerAnswer | RefuseMessage> {
  try {
    return await agent.handle(turn);
  } catch (error) {
    if (error instanceof RefuseMessage) return error;
    if (error instanceof StepNotWritten || error instanceof MemoryNotReached) throw error.cause;
    if (error instanceof NotSendable || error instanceof TurnFailed) throw error;
    throw new HandlerFailed(error);
  }
}

function openCodeTurn(turn: Turn, kit: TurnKit, around: Surroundings): Omit<CodeTurn, 'memory'> {
  const { lease, message, attempt } = turn;
  return {
    message: viewHandled(turn),
    attempt,
    signal: kit.signal,
    log: around.log.child({ agent: lease.agentName, message_id: message.id }),
    step: openSteps(kit),
    approve: openApprove(kit),
    ask: openAsk(kit),
    history: (limit = 50) => around.history(lease, message.seq, limit),
    send: async (capability, content, options = {}): Promise<SentOn> => {
      const sent = await kit.outbox.put({
        capability,
        content,
        performative: toPerformative(options.performative ?? 'request'),
        replyTo: options.reply_to ?? 'requester',
        timeoutMs: readTimeout(options.timeout),
      });
      return {
        message_ids: sent.map(({ id }) => id),
        routed_to: sent.map(({ agent }) => agent?.name ?? ''),
      };
    },
    refuse: (reason, details) => {
      throw new RefuseMessage(reason, 'refuse', details);
    },
    notUnderstood: (reason, details) => {
      throw new RefuseMessage(reason, 'not_understood', details);
    },
  };
}

function viewHandled({ message }: Turn): HandledMessage {
  const isDated = message.timeLeft !== undefined && message.deadline !== undefined;
  return {
    id: message.id,
    performative: message.performative,
    content: message.content,
    sender: message.sender,
    conversation_id: message.conversationId,
    accepted_at: message.acceptedAt.toISOString(),
    ...(message.capability === undefined ? {} : { capability: message.capability }),
    ...(message.inReplyTo === undefined ? {} : { in_reply_to: message.inReplyTo }),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
    ...(isDated ? { reply_by: message.deadline.toISOString() } : {}),
  };
}

function toPerformative(text: string): NonNullable<ReturnType<typeof readPerformative>> {
  const performative = readPerformative(text);
  if (performative !== undefined) return performative;
  throw new NotSendable('INVALID_PERFORMATIVE', `There is no performative "${text}".`);
}

/** What JSON makes of it: dates become text, what JSON cannot say is left out. */
function readGiven(given: HandlerAnswer): JsonObject | undefined {
  if (given === undefined) return undefined;
  const cleaned = cleanJson(viaJson(given));
  if (cleaned.kind === 'faulty') throw new TurnFailed(answerUnusable(cleaned.fault.message));
  return asContent(cleaned.value);
}
