import type { ConversationEventType, JsonObject, JsonValue, LoggedEvent } from '#protocol';
import type { LiveEvent, Turn } from '#messaging';
import { cleanText } from '../answer/clean-json.js';
import { preview } from '../answer/preview.js';
import { CallsAtWork } from './calls-at-work.js';
import { DeltaBuffer } from './delta-buffer.js';

/** Tells whoever follows the conversation right now. Must not throw. */
export type TellLive = (workspace: string, event: LiveEvent) => void;

/** How a call of a tool ended. */
interface ReturnedCall {
  readonly callId: string;
  readonly name: string;
  readonly output: JsonValue;
  readonly isError: boolean;
  readonly ms: number;
  /** An earlier attempt made it. @default false */
  readonly replayed?: boolean;
}

/** What there is to say of a call that is about to be made. */
interface CallNotes {
  readonly replayed?: boolean;
  readonly changes?: boolean;
  readonly isEdited?: true | undefined;
  readonly approvalId?: string | undefined;
}

/** What is told of a turn beside its start and its tools. */
type NotedType = 'message.failed' | 'message.expired' | 'artifact.created' | 'delegation.failed';

/**
 * What happens in one turn, told live as it happens and kept for the conversation's log. Both carry
 * `turn` and `step`, so that a follower who saw it live is not told again. Deltas are only live.
 */
export class TurnLog {
  /** Tool calls that were told of and have not returned. */
  readonly atWork = new CallsAtWork();
  private readonly kept: LoggedEvent[] = [];
  private readonly deltas: DeltaBuffer;

  constructor(
    private readonly turn: Turn,
    private readonly tell: TellLive,
    private readonly now: () => Date,
  ) {
    this.deltas = new DeltaBuffer((text) => {
      this.live('message.delta', { text: cleanText(text) });
    });
  }

  /** For the commit, in order. */
  get events(): readonly LoggedEvent[] {
    return this.kept;
  }

  started(): void {
    const { lease, message, attempt } = this.turn;
    this.keep('turn.started', {
      agent: lease.agentName,
      agent_version: lease.agentVersion,
      attempt,
      ...(message.capability === undefined ? {} : { capability: message.capability }),
    });
  }

  delta(text: string): void {
    this.deltas.add(text);
  }

  /** The model begins its answer anew: what was streamed of it is void. */
  restarted(): void {
    this.deltas.drop();
    this.live('message.delta', { text: '', restart: true });
  }

  /**
   * `replayed`: an earlier attempt made the call; it is told again, but not made again. `changes`: it may
   * have an effect outside. `isEdited`: with the arguments of a person.
   */
  toolCalled(
    step: number,
    call: { id: string; name: string; arguments: unknown },
    { replayed = false, changes = false, isEdited, approvalId }: CallNotes = {},
  ): void {
    this.deltas.flush();
    this.atWork.begun({
      step,
      callId: call.id,
      name: call.name,
      changes,
      since: performance.now(),
    });
    this.keep('tool.called', {
      step,
      tool: call.name,
      call_id: call.id,
      arguments: preview(call.arguments),
      ...(approvalId === undefined ? {} : { approval_id: approvalId }),
      ...(isEdited === true ? { edited: true } : {}),
      ...(replayed ? { replayed } : {}),
    });
  }

  toolReturned(step: number, result: ReturnedCall): void {
    this.atWork.returned(step);
    this.keep('tool.returned', {
      step,
      tool: result.name,
      call_id: result.callId,
      ok: !result.isError,
      duration_ms: Math.round(result.ms),
      result: preview(result.output),
      ...(result.replayed === true ? { replayed: true } : {}),
    });
  }

  /** Logged, whether or not somebody is told by a message. */
  noted(type: NotedType, facts: JsonObject): void {
    this.keep(type, facts);
  }

  /** No more deltas come; what has gathered is told. */
  close(): void {
    this.deltas.flush();
  }

  private keep(type: ConversationEventType, facts: JsonObject): void {
    const at = this.now().toISOString();
    const data = { turn: this.turn.id, ...facts };
    this.kept.push({ type, data, at });
    // A file can be fetched when the turn is committed: it is told of then.
    if (type !== 'artifact.created') this.live(type, facts, at);
  }

  private live(type: ConversationEventType, facts: JsonObject, at?: string): void {
    const { lease, message, id } = this.turn;
    this.tell(lease.workspace, {
      type,
      conversation_id: lease.conversationId,
      at: at ?? this.now().toISOString(),
      data: { turn: id, ...facts, message_id: message.id },
    });
  }
}
