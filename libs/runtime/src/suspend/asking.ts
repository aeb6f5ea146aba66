import type { AnswerStanding, Turn } from '#messaging';
import type { Outbox } from '../outgoing/outbox.js';
import type { Question } from '../outgoing/question.js';
import type { Joined, OneAnswer } from './joined.js';
import type { Suspense } from './suspense.js';

/** Where a turn reads what was answered to it. */
export interface AnswerBook {
  load(turn: Turn): Promise<readonly AnswerStanding[]>;
}

/**
 * Asks other agents on behalf of one turn and suspends it until enough of them have answered. What was
 * asked before is found by its hash; so a turn that goes on asks nothing twice.
 */
export class Asking {
  private opened: Promise<readonly AnswerStanding[]> | undefined;

  constructor(
    private readonly turn: Turn,
    private readonly book: AnswerBook,
    private readonly outbox: Outbox,
    private readonly suspense: Suspense,
  ) {}

  /**
   * Comes back when the answers are joined or their time is over; else never in this attempt. `formerHash`: as
   * servers before named the question.
   */
  async ask(question: Question, formerHash?: string): Promise<Joined> {
    const asked = await this.suspense.during(() => this.find(question.requestHash, formerHash));
    const [first] = asked;
    if (first !== undefined) {
      if (isOver(asked)) return join(question, asked);
      return this.suspense.wait({ kind: 'answers', requestHash: first.requestHash });
    }
    const { messages } = await this.suspense.during(() => this.outbox.compose(question));
    if (messages.length === 0) return join(question, []);
    const wanted = Math.min(question.wanted, messages.length);
    const { requestHash, timeoutMs } = question;
    const put = { requestHash, messages, wanted, timeoutMs };
    return this.suspense.wait({ kind: 'question', question: put });
  }

  private async find(requestHash: string, formerHash?: string): Promise<AnswerStanding[]> {
    this.opened ??= this.book.load(this.turn);
    const all = await this.opened;
    const now = all.filter((one) => one.requestHash === requestHash);
    return now.length > 0 ? now : all.filter((one) => one.requestHash === formerHash);
  }
}

function isOver(asked: readonly AnswerStanding[]): boolean {
  const good = asked.filter(({ isGood }) => isGood === true).length;
  const isJoined = good >= (asked[0]?.wanted ?? 0);
  return isJoined || asked.every(({ isGood, isLate }) => isGood !== undefined || isLate);
}

function join({ capabilities, wanted }: Question, asked: readonly AnswerStanding[]): Joined {
  const good = asked.filter(({ isGood }) => isGood === true);
  const bad = asked.filter(({ isGood }) => isGood === false);
  const open = asked.filter(({ isGood }) => isGood === undefined);
  const nobody = capabilities.filter(
    (capability) => !asked.some((one) => one.capability === capability),
  );
  const enough = Math.min(wanted, asked.length);
  return {
    complete:
      asked.length > 0 && good.length >= enough && (wanted < Infinity || nobody.length === 0),
    answers: good.map(viewAnswer),
    failures: [...bad.map(viewAnswer), ...nobody.map(notProvided)],
    missing: open.map(({ agent, capability }) => ({ agent, capability: capability ?? '' })),
  };
}

function viewAnswer(standing: AnswerStanding): OneAnswer {
  const { agent, capability, performative, content, isTainted } = standing;
  return {
    capability: capability ?? '',
    agent,
    ...(performative === undefined ? {} : { performative }),
    content: content ?? {},
    ...(isTainted ? { tainted: true } : {}),
  };
}

function notProvided(capability: string): OneAnswer {
  const reason = `No other agent provides ${capability}.`;
  return { capability, content: { code: 'INVALID_CAPABILITY', reason } };
}
