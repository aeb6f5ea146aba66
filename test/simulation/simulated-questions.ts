import type { AnswerStanding, Lease, Parked, QuestionWanted } from '#messaging';
import {
  headOf,
  isParked,
  wake,
  type GivenAnswer,
  type StoredMailbox,
  type StoredQuestion,
} from './simulated-rows.js';

/** Where to ring. */
export type Ring = Parked['rings'][number];

export function ringFor(mailboxId: string): Ring {
  return { mailboxId, capability: undefined };
}

const entangled: GivenAnswer = {
  performative: 'failure',
  content: { code: 'ASK_DEADLOCK' },
};

/** Questions of suspended turns, with the meaning of the product's statements about `awaited_answers`. */
export class SimulatedQuestions {
  readonly rows: StoredQuestion[] = [];

  constructor(private readonly mailboxes: ReadonlyMap<string, StoredMailbox>) {}

  /** Whether a mailbox waits, over however many others, for the one that asks. */
  isEntangled(mailboxId: string, asker: string): boolean {
    const reached = new Set([mailboxId]);
    for (const id of reached) {
      for (const { mailbox } of this.waitedFor(id)) reached.add(mailbox);
    }
    return reached.has(asker);
  }

  /** Mailboxes that wait for themselves: none, ever. */
  get circles(): string[] {
    return [...this.mailboxes.keys()].filter((id) =>
      this.waitedFor(id).some(({ mailbox }) => this.isEntangled(mailbox, id)),
    );
  }

  /** The open questions of a mailbox that is parked. */
  private waitedFor(mailboxId: string): StoredQuestion[] {
    const box = this.mailboxes.get(mailboxId);
    if (box === undefined || !isParked(box)) return [];
    return this.of(headOf(box)?.id ?? '').filter(
      ({ isPut, answer }) => isPut && answer === undefined,
    );
  }

  /** Gives the questions that are to be put; the others are answered here. */
  keep(
    { mailboxId }: Lease,
    {
      id: messageId,
      replyBy = Infinity,
    }: { readonly id: string; readonly replyBy?: number | undefined },
    { requestHash, messages, wanted, timeoutMs }: QuestionWanted,
    now: number,
  ): StoredQuestion[] {
    const rows = messages.map(({ agent, capability, content }, index) => {
      const mailbox = agent?.id.replace('agt-', '') ?? '';
      const isPut = !this.isEntangled(mailbox, mailboxId);
      return {
        ...{ id: `${messageId}-question-${String(index + 1)}`, messageId, asker: mailboxId },
        ...{ mailbox, isPut, requestHash, wanted, content, capability, agent: agent?.name ?? '' },
        waitUntil: Math.min(now + timeoutMs, replyBy),
        answer: isPut ? undefined : { ...entangled, at: now },
      };
    });
    this.rows.push(...rows);
    return rows.filter(({ isPut }) => isPut);
  }

  /** Of questions that were put before: whoever was asked may wait for the asker by now. */
  giveUpEntangled(rows: readonly StoredQuestion[], now: number): void {
    for (const row of rows) {
      if (this.isEntangled(row.mailbox, row.asker)) row.answer ??= { ...entangled, at: now };
    }
  }

  /** The first answer counts. Wakes the asker when it has what it wants, and gives where to ring. */
  give(questionId: string | undefined, answer: GivenAnswer, now: number): Ring[] {
    const row = this.rows.find(({ id }) => id === questionId);
    if (row === undefined) return [];
    row.answer ??= { ...answer, at: now };
    const box = this.mailboxes.get(row.asker);
    const isWaited = box !== undefined && headOf(box)?.id === row.messageId;
    if (!isWaited || !this.isJoined(row)) return [];
    wake(box, now);
    return [ringFor(row.asker)];
  }

  isJoined({ messageId, requestHash, wanted }: StoredQuestion): boolean {
    const all = this.of(messageId).filter((row) => row.requestHash === requestHash);
    const good = all.filter(({ answer }) => isGood(answer) === true).length;
    return good >= wanted || all.every(({ answer }) => answer !== undefined);
  }

  of(messageId: string): StoredQuestion[] {
    return this.rows.filter((row) => row.messageId === messageId);
  }

  /** As a turn sees them. */
  standings(messageId: string, now: number): AnswerStanding[] {
    return this.of(messageId).map(({ id, requestHash, agent, capability, wanted, ...row }) => ({
      ...{ questionId: id, requestHash, agent, capability, wanted },
      isLate: row.waitUntil <= now,
      isTainted: false,
      isGood: isGood(row.answer),
      performative: row.answer?.performative,
      content: row.answer?.content,
    }));
  }
}

/** Nothing: it is not answered. */
function isGood(answer: GivenAnswer | undefined): boolean | undefined {
  return answer && answer.performative !== 'failure' && answer.performative !== 'refuse';
}
