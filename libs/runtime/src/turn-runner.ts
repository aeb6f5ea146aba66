import { apiClient, type JsonObject } from '#protocol';
import { LeaseLost, type Turn, type TurnOutcome } from '#messaging';
import { addresseeOf, type Addressee, type Answer, type Silence } from './answer/compose-reply.js';
import { answerWithCode } from './code/answer-with-code.js';
import type { AgentProfile } from './directory.js';
import { delegate } from './delegation/delegate.js';
import { refuseRepeats } from './delegation/refuse-repeats.js';
import { publish } from './delegation/publish.js';
import { classifyFault, type Fault } from './faults/classify-fault.js';
import { noteDataGap } from './faults/data-gaps.js';
import { decideRetry } from './faults/decide-retry.js';
import { agentUnreadable, deadlineExceeded, turnTimedOut } from './faults/failures.js';
import { exceededLimit, timeAllowed, type TurnLimits } from './limits.js';
import { FilesInTurn } from './files/files-in-turn.js';
import { StepRecorder } from './journal/step-recorder.js';
import { answerWithModel } from './model-turn/answer-with-model.js';
import { Tally } from './model-turn/tally.js';
import { Outbox } from './outgoing/outbox.js';
import { completed, failed, stopped } from './outcome.js';
import { CodeElsewhere, TurnFailed } from './runtime.errors.js';
import { Reach } from './reach.js';
import { Asking } from './suspend/asking.js';
import { People } from './suspend/people.js';
import { Suspense, TurnSuspended } from './suspend/suspense.js';
import { Taint } from './taint.js';
import type { Surroundings } from './surroundings.js';
import { TurnDeadline } from './turn-deadline.js';
import type { TurnEnd } from './turn-end.js';
import type { TurnKit } from './turn-kit.js';
import { TurnLog } from './watch/turn-log.js';

/** One attempt and how it may end. */
interface Attempt {
  readonly turn: Turn;
  readonly kit: TurnKit;
  readonly deadline: TurnDeadline;
  readonly stop: AbortSignal;
  readonly cancel: AbortSignal;
  readonly startedAt: number;
  /** Known once the agent is loaded. */
  time: { readonly ms: number; readonly endedBy: 'agent' | 'sender' };
}

/**
 * One agent takes one turn.
 *
 *   limits ──▶ load the agent ──▶ code:  its handler
 *     │                      └──▶ model: context, prompt, model and tools, answer
 *     ▼                                   │
 *   failure to the sender  ◀── for good ──┤── for now ──▶ postponed
 *                                         ├── waits for people ──▶ suspended
 *                                         ▼
 *                                      one commit
 *
 * Nothing is written here: a turn gives back what the worker shall write in one transaction, so that
 * a turn which ends half way has done nothing inside Caxton.
 */
export class TurnRunner {
  constructor(
    private readonly around: Surroundings,
    private readonly limits: TurnLimits,
  ) {}

  /**
   * Runs one attempt. Never throws. `stop` aborts when the worker stops or lost the lease, `cancel` when
   * nobody wants the message worked on any more.
   */
  async run(turn: Turn, stop: AbortSignal, cancel = never()): Promise<TurnEnd> {
    const attempt = this.open(turn, stop, cancel);
    try {
      return await this.attempt(attempt);
    } catch (error) {
      return await this.settle(attempt, error).catch((fault: unknown) =>
        this.postpone(attempt, classifyFault(fault), 1_000),
      );
    } finally {
      attempt.kit.log.close();
      attempt.deadline.close();
    }
  }

  /** The outcome of a turn whose own outcome Postgres refused. */
  async giveUp(turn: Turn, error: unknown): Promise<TurnOutcome> {
    const { kit, deadline } = this.open(turn, never(), never());
    deadline.close();
    noteDataGap('turn', error);
    return failed(turn, kit, classifyFault(error).failure, await this.addressee(turn));
  }

  private open(turn: Turn, stop: AbortSignal, cancel: AbortSignal): Attempt {
    const { directory, discretion, tell, time, journal, log } = this.around;
    const now = (): Date => time.now();
    const deadline = new TurnDeadline(AbortSignal.any([stop, cancel]), time);
    const { signal } = deadline;
    const pause = (ms: number): Promise<void> =>
      new Promise((resume) => {
        time.after(ms, resume);
      });
    const steps = new StepRecorder(turn, { journal, log, signal, pause });
    const taint = new Taint(turn.message);
    const reach = new Reach(turn.message);
    const speaker = { agent: turn.lease.agentName, messageId: turn.message.id };
    const withhold = (content: JsonObject): JsonObject => discretion.cleanse(content, speaker);
    const outbox = new Outbox(turn, { directory, now, taint, reach, withhold });
    const suspense = new Suspense(() => steps.flush(true));
    const kit: TurnKit = {
      log: new TurnLog(turn, tell, now),
      outbox,
      tally: new Tally(),
      ...{ steps, suspense, signal, taint, reach },
      people: new People(turn, this.around.approvals, suspense),
      asking: new Asking(turn, this.around.answers, outbox, suspense),
      files: new FilesInTurn(turn, this.around.files),
    };
    const allowed = timeAllowed(turn.message.timeLeft, this.limits.timeoutMs);
    return { turn, kit, deadline, stop, cancel, time: allowed, startedAt: time.monotonic() };
  }

  private async attempt(attempt: Attempt): Promise<TurnEnd> {
    const { turn, kit, deadline } = attempt;
    if (turn.message.isCancelled) return { kind: 'commit', outcome: stopped(kit) };
    const exceeded = exceededLimit(turn, this.limits);
    if (exceeded !== undefined) throw new TurnFailed(exceeded);
    const answer = await deadline.bound(Promise.race([this.answer(attempt), kit.suspense.reached]));
    await refuseRepeats(this.around.lineage, turn, kit.outbox.messages);
    kit.log.close();
    // After the commit the lease is gone, and a step that was still being written would be refused.
    await kit.steps.flush();
    const to = await this.addressee(turn);
    const signed = answer.content === undefined ? answer : this.sign(answer, attempt);
    return { kind: 'commit', outcome: completed(turn, kit, signed, to, this.around.time.now()) };
  }

  private async answer(attempt: Attempt): Promise<Answer | Silence> {
    const { turn, deadline, kit } = attempt;
    const profile = await this.around.directory.load(turn.lease);
    if (profile === undefined) throw new TurnFailed(agentUnreadable);
    kit.reach.narrow(profile.grants);
    attempt.time = this.timeFor(attempt, profile);
    deadline.allow(attempt.time.ms);
    const answer = await this.answerAs(profile, attempt);
    if (answer.content === undefined) return answer;
    const sentOn = await delegate(profile.onReply, turn, answer, kit);
    return publish(this.around, turn, sentOn, kit);
  }

  private async answerAs(profile: AgentProfile, { turn, kit }: Attempt): Promise<Answer | Silence> {
    if (profile.kind === 'configuration') {
      kit.log.started();
      return answerWithModel(turn, profile, kit, this.around, this.limits);
    }
    const code = this.around.codeAgents.find(turn.lease.agentName);
    if (code === undefined) throw new CodeElsewhere(turn.lease.agentName);
    kit.log.started();
    return answerWithCode(turn, { ...profile, code }, kit, this.around);
  }

  private timeFor(attempt: Attempt, profile: AgentProfile): Attempt['time'] {
    return timeAllowed(this.timeLeft(attempt), profile.timeoutMs ?? this.limits.timeoutMs);
  }

  /** What to do about an attempt that did not come to an answer. */
  private async settle(attempt: Attempt, error: unknown): Promise<TurnEnd> {
    const { turn, kit, deadline, stop, cancel } = attempt;
    if (cancel.aborted) return { kind: 'commit', outcome: stopped(kit) };
    if (stop.aborted || error instanceof LeaseLost) return { kind: 'release', why: 'stopped' };
    if (error instanceof CodeElsewhere) return { kind: 'release', why: 'elsewhere' };
    if (error instanceof TurnSuspended) return suspended(error, kit);
    await kit.steps.flush();
    if (deadline.isOver) return this.timeOut(attempt);
    const fault = classifyFault(error);
    noteDataGap('turn', error);
    const so = { ...turn, timeLeft: this.timeLeft(attempt) };
    const decision = decideRetry(fault, so, this.around.random());
    this.report(attempt, fault, error, decision.kind);
    if (decision.kind === 'retry') return this.postpone(attempt, fault, decision.delayMs);
    const status = fault.failure === deadlineExceeded ? 'expired' : 'failed';
    const to = await this.addressee(turn);
    return { kind: 'commit', outcome: failed(turn, kit, fault.failure, to, status) };
  }

  private async timeOut({ turn, kit, time }: Attempt): Promise<TurnEnd> {
    const to = await this.addressee(turn);
    const outcome =
      time.endedBy === 'sender'
        ? failed(turn, kit, deadlineExceeded, to, 'expired')
        : failed(turn, kit, turnTimedOut(time.ms), to);
    return { kind: 'commit', outcome };
  }

  private postpone({ turn }: Attempt, fault: Fault, delayMs: number): TurnEnd {
    const { code, reason, retryable } = fault.failure;
    return {
      kind: 'postpone',
      delayMs,
      error: { code, reason, retryable, message_id: turn.message.id },
    };
  }

  private async addressee(turn: Turn): Promise<Addressee> {
    const receiver = addresseeOf(turn);
    if (receiver === apiClient) return { receiver };
    const agent = await this.around.directory.find(turn.lease.workspace, receiver);
    return agent === undefined ? { receiver } : { receiver, agent };
  }

  private timeLeft({ turn, startedAt }: Attempt): number | undefined {
    const { timeLeft } = turn.message;
    return timeLeft === undefined
      ? undefined
      : timeLeft - (this.around.time.monotonic() - startedAt);
  }

  private report({ turn }: Attempt, fault: Fault, error: unknown, decision: string): void {
    const { code } = fault.failure;
    const { attempt, message, lease } = turn;
    const { agentName: agent, conversationId: conversation_id } = lease;
    const ids = { turn: turn.id, message_id: message.id, conversation_id, agent };
    const facts = { code, attempt, ...ids, decision };
    this.around.log.warn({ ...facts, err: error }, 'A turn did not come to an answer.');
  }

  /** Which turn gave the answer, and how long it took. */
  private sign(answer: Answer, { turn, startedAt }: Attempt): Answer {
    const duration = Math.round(this.around.time.monotonic() - startedAt);
    return { ...answer, metadata: { ...answer.metadata, turn: turn.id, duration_ms: duration } };
  }
}

/** Files that were made are artifacts from now on: whoever is asked may have to look at them. */
function suspended({ suspension }: TurnSuspended, { files }: TurnKit): TurnEnd {
  const alongside = files.alongside(undefined);
  const made = alongside === undefined ? {} : { alongside };
  return { kind: 'suspend', suspension: { ...suspension, ...made } };
}

/** For a turn that nobody stops or cancels. */
function never(): AbortSignal {
  return new AbortController().signal;
}
