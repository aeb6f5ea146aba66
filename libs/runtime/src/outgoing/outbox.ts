import { ProtocolError, expectsReply, type JsonObject, type Performative } from '#protocol';
import { createId } from '#platform';
import type { RouteDecision } from '#agents';
import type { NewMessage, Turn } from '#messaging';
import { addresseeOf } from '../answer/compose-reply.js';
import { asContent, cleanJson } from '../answer/clean-json.js';
import type { Directory } from '../directory.js';
import type { Reach } from '../reach.js';
import type { Taint } from '../taint.js';
import { NotSendable } from './outgoing.errors.js';
import type { Question } from './question.js';

/** What an agent wants sent to a capability. */
export interface Outgoing {
  readonly capability: string;
  readonly performative: Performative;
  readonly content: JsonObject;
  readonly replyTo: 'requester' | 'me';
  /** How long an answer is of use, when that is shorter than what is left to the turn. */
  readonly timeoutMs?: number | undefined;
  /** Which rule of the configuration sends it. Absent: the agent does. */
  readonly rule?: string | undefined;
}

/** What is sent is routed by this, dated and marked. */
export interface OutboxKit {
  readonly directory: Directory;
  readonly now: () => Date;
  readonly taint: Taint;
  readonly reach: Reach;
  /** Credentials of this server do not leave with what is sent. */
  readonly withhold: (content: JsonObject) => JsonObject;
}

/** More messages than this one turn does not send by itself and by its rules: it is a loop, not a plan. */
const mostMessages = 20;
/** Nor more than this in all, those to agents that listen included. */
const mostInAll = 50;

/**
 * Gathers what an agent sends in a turn. Routed at once, so that the agent hears of an unknown
 * capability, but stored only by the commit of the turn: a turn that is tried again sends nothing
 * twice.
 */
export class Outbox {
  private readonly gathered: NewMessage[] = [];

  constructor(
    private readonly turn: Turn,
    private readonly kit: OutboxKit,
  ) {}

  get messages(): readonly NewMessage[] {
    return this.gathered;
  }

  /** One message to each chosen agent. @throws {NotSendable} */
  async put(outgoing: Outgoing): Promise<readonly NewMessage[]> {
    const decision = await this.route(outgoing.capability);
    if (this.gathered.length + decision.agents.length > mostMessages) {
      throw new NotSendable(
        'TOO_MANY_MESSAGES',
        `A turn may send ${String(mostMessages)} messages; put more work into each.`,
      );
    }
    const sound = { ...outgoing, content: this.clean(outgoing.content) };
    const messages = decision.agents.map((agent) => this.address(sound, agent, decision));
    this.gathered.push(...messages);
    return messages;
  }

  /** One message to one agent, whoever else provides the capability. @throws {NotSendable} */
  putTo(agent: { readonly id: string; readonly name: string }, outgoing: Outgoing): NewMessage {
    if (this.gathered.length >= mostInAll) {
      const most = `A turn sends ${String(mostInAll)} messages at most, those to listeners included.`;
      throw new NotSendable('TOO_MANY_MESSAGES', most);
    }
    const sound = { ...outgoing, content: this.clean(outgoing.content) };
    const message = this.address(sound, agent, undefined);
    this.gathered.push(message);
    return message;
  }

  /**
   * The messages of a question, one to each agent that is asked, and not gathered: they leave when the turn is
   * suspended. Capabilities that nobody provides are left out. @throws {NotSendable} when they are too many
   */
  async compose(question: Omit<Question, 'requestHash'>): Promise<{ messages: NewMessage[] }> {
    const messages: NewMessage[] = [];
    const { performative, timeoutMs, everybody } = question;
    const content = this.clean(question.content);
    for (const capability of question.capabilities) {
      const decision = await this.routeIfProvided(capability, everybody);
      const outgoing = { capability, performative, content, replyTo: 'me', timeoutMs } as const;
      messages.push(
        ...(decision?.agents ?? []).map((agent) => this.address(outgoing, agent, decision)),
      );
    }
    if (messages.length <= mostMessages) return { messages };
    const most = `A question may go to ${String(mostMessages)} agents; ask fewer at a time.`;
    throw new NotSendable('TOO_MANY_MESSAGES', most);
  }

  /** What an earlier attempt gathered and did not get to send: the same messages, sent by this one. */
  putAgain(messages: readonly NewMessage[]): void {
    const acceptedAt = this.kit.now().toISOString();
    for (const message of messages) {
      const metadata = { ...message.metadata, turn: this.turn.id };
      this.gathered.push({ ...message, metadata, acceptedAt });
    }
  }

  private clean(content: JsonObject): JsonObject {
    return this.kit.withhold(cleanContent(content));
  }

  private async routeIfProvided(
    capability: string,
    everybody: boolean,
  ): Promise<RouteDecision | undefined> {
    try {
      return await this.route(capability, everybody);
    } catch (error) {
      if (error instanceof NotSendable && error.code === 'INVALID_CAPABILITY') return undefined;
      throw error;
    }
  }

  private async route(capability: string, everybody = false): Promise<RouteDecision> {
    const { workspace, agentName, conversationId } = this.turn.lease;
    try {
      return await this.kit.directory.route(
        { workspace, principal: agentName, grants: this.kit.reach.grants },
        {
          ...{ capability, conversationId, exclude: agentName },
          ...(everybody ? { strategy: 'broadcast' as const } : {}),
        },
      );
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      throw new NotSendable(error.code, error.message, error.details);
    }
  }

  private address(
    { capability, performative, content, replyTo, timeoutMs, rule }: Outgoing,
    agent: { readonly id: string; readonly name: string },
    decision: RouteDecision | undefined,
  ): NewMessage {
    const { lease, message } = this.turn;
    const { grants } = this.kit.reach;
    // Whoever chose the agent: nothing leaves but to where the turn may reach.
    if (!this.kit.reach.allows(agent.name, capability)) throw beyondReach(agent.name);
    const now = this.kit.now();
    const handsOn = replyTo === 'requester' && expectsReply(performative);
    return {
      id: createId('msg'),
      conversationId: lease.conversationId,
      performative,
      sender: lease.agentName,
      content,
      agent: { id: agent.id, name: agent.name },
      capability,
      hops: message.hops + 1,
      causeId: message.id,
      ...(grants === undefined ? {} : { grants }),
      acceptedAt: now.toISOString(),
      event: 'message.sent',
      metadata: this.kit.taint.mark({
        caused_by: message.id,
        turn: this.turn.id,
        ...(rule === undefined ? {} : { rule }),
      }),
      ...(decision === undefined ? {} : { route: explain(decision, capability, now) }),
      ...(handsOn ? { replyTo: addresseeOf(this.turn) } : {}),
      // What is asked further must be answered while the requester still waits.
      ...(message.deadline === undefined ? {} : { replyBy: message.deadline.toISOString() }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    };
  }
}

function beyondReach(agent: string): NotSendable {
  return new NotSendable(
    'NOT_GRANTED',
    `Whoever asked for this is not granted the agent '${agent}'.`,
  );
}

function cleanContent(content: JsonObject): JsonObject {
  const cleaned = cleanJson(content);
  if (cleaned.kind === 'clean') return asContent(cleaned.value);
  const { path, message } = cleaned.fault;
  throw new NotSendable('TOOL_ARGUMENTS_INVALID', `content.${path} ${message}`);
}

function explain(decision: RouteDecision, capability: string, now: Date): JsonObject {
  return {
    capability,
    routing_strategy: decision.strategy,
    routed_to: decision.agents.map(({ name }) => name),
    reason: decision.reason,
    candidates: decision.candidates.map((candidate) => candidate as unknown as JsonObject),
    decided_at: now.toISOString(),
  };
}
