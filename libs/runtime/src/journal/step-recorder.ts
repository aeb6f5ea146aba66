import type { JsonValue } from '#protocol';
import { isUnreachable, type Logger } from '#platform';
import { LeaseLost, type DoneStep, type Step, type Turn, type TurnJournal } from '#messaging';
import { accountOf } from './account-of.js';
import { StepLine, type PlacedStep } from './step-line.js';

/** The part of the journal that a turn uses. */
export type StepJournal = Pick<TurnJournal, 'load' | 'note' | 'start' | 'finish' | 'supersede'>;

export interface RecorderKit {
  readonly journal: StepJournal;
  readonly log: Logger;
  /** Aborts with the turn: nothing is begun after it. */
  readonly signal: AbortSignal;
  /** Waits before a write is tried again. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** What came of a step that has no effect outside. */
export interface StepResult {
  readonly response: JsonValue;
  readonly durationMs: number;
  /** @default none */
  readonly tokens?: Step['tokens'];
  /** `false`: only that it was made is kept; another attempt makes it again. @default true */
  readonly isKept?: boolean;
}

/** Tries of a write whose outcome must be known, and the pause before each further one. */
const tries = 3;
const pauseMs = 100;

/**
 * The journal in the hands of one attempt. What has no effect outside is written behind, in one go
 * with what comes next; what has one is announced durably before it begins, and takes everything
 * before it along.
 */
export class StepRecorder {
  private opened: Promise<StepLine> | undefined;
  private pending: DoneStep[] = [];
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly turn: Turn,
    private readonly kit: RecorderKit,
  ) {}

  /** The steps of earlier attempts. Read at the first call; a turn without steps reads nothing. */
  async open(): Promise<StepLine> {
    this.opened ??= this.kit.journal
      .load(this.turn)
      .then((steps) => new StepLine(this.turn.message.id, steps));
    return this.opened;
  }

  /** Keeps a step that is done and had no effect outside; written with the next write. */
  note(step: PlacedStep, result: StepResult): void {
    const { no, kind, name, requestHash, arguments: asked, approvalId } = step;
    const { response, durationMs, tokens = noTokens, isKept = true } = result;
    this.pending.push({
      ...{ no, kind, name, requestHash, idempotencyKey: undefined, tokens, durationMs },
      ...{ response: isKept ? response : undefined, isKept },
      ...(kind === 'tool' ? { arguments: asked, approvalId, account: accountOf(response) } : {}),
    });
  }

  /**
   * Writes what was noted. Without the journal a turn costs more when it is tried again, so it goes
   * on when that fails, and the next write tries it once more. `surely`: nothing of it may be made again.
   * @throws {LeaseLost} and, `surely`, why it could not be written
   */
  async flush(surely = false): Promise<void> {
    if (surely) {
      await this.surely(() => this.writePending());
      return;
    }
    try {
      await this.writePending();
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      const { message, lease } = this.turn;
      const ids = { message_id: message.id, conversation_id: lease.conversationId };
      this.kit.log.warn(
        { err: error, ...ids },
        'Steps of a turn could not be written; they are made again if the turn is.',
      );
    }
  }

  /** As `flush`, beside other work that does not wait for it. */
  flushBeside(): void {
    if (this.pending.length > 0) this.flush().catch(() => undefined);
  }

  /**
   * Announces a step with an effect outside. Once it is written, the step may begin. `durable`: also
   * if Postgres crashes.
   */
  async start(step: PlacedStep, durable = true): Promise<void> {
    this.kit.signal.throwIfAborted();
    const { no, kind, name, requestHash, key, arguments: asked, approvalId } = step;
    const what = { no, kind, name, requestHash, idempotencyKey: key };
    const begun = { ...what, arguments: asked, approvalId };
    await this.surely(async () => {
      await this.writePending();
      await this.kit.journal.start(this.turn, begun, durable);
    });
    this.kit.signal.throwIfAborted();
  }

  /** Writes what came of it. `durable`: it may not be made again. */
  async finish(
    { no, kind }: PlacedStep,
    state: 'done' | 'unknown',
    response: JsonValue,
    durable: boolean,
  ): Promise<void> {
    const ended = {
      no,
      state,
      response,
      account: kind === 'tool' ? accountOf(response) : undefined,
    };
    await this.surely(() => this.kit.journal.finish(this.turn, ended, durable));
  }

  /** The course of an earlier attempt is not taken again. Gives the tokens that were paid for it. */
  async leave(line: StepLine): Promise<Step['tokens']> {
    const left = line.leave();
    if (left.length > 0) {
      const numbers = left.map(({ no }) => no);
      await this.surely(() => this.kit.journal.supersede(this.turn, numbers));
    }
    return sumTokens(left);
  }

  private writePending(): Promise<void> {
    const write = this.writing.then(() => this.writeBatch());
    this.writing = write.catch(() => undefined);
    return write;
  }

  /** What could not be written stays, before what comes. */
  private async writeBatch(): Promise<void> {
    const batch = this.pending;
    if (batch.length === 0) return;
    this.pending = [];
    try {
      await this.kit.journal.note(this.turn, batch);
    } catch (error) {
      this.pending = [...batch, ...this.pending];
      throw error;
    }
  }

  /** A write whose answer got lost is repeated: the journal takes the same write twice as once. */
  private async surely(write: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await write();
        return;
      } catch (error) {
        if (attempt >= tries || !isUnreachable(error)) throw error;
        await this.kit.pause(pauseMs * attempt);
      }
    }
  }
}

const noTokens = { input: 0, output: 0 };

/** Tokens that were paid for steps. */
export function sumTokens(steps: readonly Step[]): Step['tokens'] {
  return {
    input: steps.reduce((sum, { tokens }) => sum + tokens.input, 0),
    output: steps.reduce((sum, { tokens }) => sum + tokens.output, 0),
  };
}
