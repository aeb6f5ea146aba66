import { type ProtocolError } from '#protocol';
import type { Caller, Clock, Database } from '#platform';
import type { NewMessage } from '../new-message.js';
import { BacklogBoard, type Place } from './backlog-board.js';
import { hasMail } from './backlog.repository.js';
import { backlogFull, serverFull, wouldBeLate } from './admission.errors.js';
import { decideAdmission, type AdmissionLimits, type Refusal } from './decide-admission.js';

/** Told in which transaction messages that were let in were stored; nothing: they were not. */
export type Admitted = (transaction: string | undefined) => void;

/**
 * Keeps the backlog within its limits, at the door: what is accepted is done, what could not be done
 * is refused with the time to come back. Only messages of clients pass it. What agents send in a turn
 * is part of that turn's commit and is never refused; it is bounded by the turns there are.
 */
export class Admission {
  private readonly board: BacklogBoard;

  constructor(
    private readonly database: Database,
    private readonly limits: AdmissionLimits,
    private readonly clock: Clock,
  ) {
    this.board = new BacklogBoard(database, clock);
  }

  /**
   * Lets messages of one request in. The result must be told what became of them.
   * Thrown when too much waits already: BACKLOG_FULL; when they would surely miss their deadline:
   * DEADLINE_UNREACHABLE. Both carry the seconds after which to come back.
   */
  async admit(caller: Caller, messages: readonly NewMessage[]): Promise<Admitted> {
    const place = placeOf(caller, messages);
    const refusal = this.decide(place, messages);
    if (refusal?.kind === 'full') throw this.explainFull(refusal, place, messages);
    if (refusal?.kind === 'late') {
      if (!(await this.isUnderWay(caller, place, messages))) throw wouldBeLate(refusal);
      // Others may have come in meanwhile.
      const now = this.decide(place, messages);
      if (now?.kind === 'full') throw this.explainFull(now, place, messages);
    }
    return this.board.letIn(place, messages.length);
  }

  private decide(place: Place, messages: readonly NewMessage[]): Refusal | undefined {
    const arrival = {
      count: messages.length,
      timeLeftMs: timeLeft(messages[0], this.clock.now()),
      now: this.clock.monotonic(),
    };
    return decideAdmission(arrival, this.limits, this.board.look(place));
  }

  /** Mail that already waits in the conversation may be next: nothing is sure of what comes behind it. */
  private isUnderWay(
    caller: Caller,
    { agentIds }: Place,
    messages: readonly NewMessage[],
  ): Promise<boolean> {
    const conversationId = messages[0]?.conversationId ?? '';
    return this.database.read(caller, (tx) => hasMail(tx, agentIds, conversationId));
  }

  private explainFull(
    refusal: Refusal & { readonly kind: 'full' },
    { capability }: Place,
    messages: readonly NewMessage[],
  ): ProtocolError {
    if (refusal.where === 'server') return serverFull(refusal);
    const receiver = messages[0]?.agent?.name ?? '';
    const where = capability === undefined ? { receiver } : { capability };
    return backlogFull({ ...refusal, ...where });
  }
}

function placeOf({ workspace }: Caller, messages: readonly NewMessage[]): Place {
  const agentIds = messages.flatMap(({ agent }) => (agent === undefined ? [] : [agent.id]));
  return { workspace, capability: messages[0]?.capability, agentIds };
}

function timeLeft(message: NewMessage | undefined, now: number): number | undefined {
  const replyBy = message?.replyBy;
  const left = [
    ...(replyBy === undefined ? [] : [Date.parse(replyBy) - now]),
    ...(message?.timeoutMs === undefined ? [] : [message.timeoutMs]),
  ];
  return left.length === 0 ? undefined : Math.min(...left);
}
