import {
  LeaseLost,
  MailboxBroken,
  type Committed,
  type Company,
  type Lease,
  type Parked,
  type Suspension,
  type Turn,
  type TurnOutcome,
} from '#messaging';
import {
  companyOf,
  delay,
  emptyMailbox,
  endMessage,
  free,
  headOf,
  holds,
  isFree,
  wake,
  type StoredMailbox,
  type StoredMessage,
} from './simulated-rows.js';
import { SimulatedJournal } from './simulated-journal.js';
import { ringFor, SimulatedQuestions, type Ring } from './simulated-questions.js';
import type { VirtualTime } from './virtual-time.js';

/** The rows of Postgres that mailboxes live in, with the meaning of the product's statements. */
export class SimulatedStore {
  /** Ids of messages per mailbox, in the order in which turns settled them. */
  readonly order = new Map<string, string[]>();
  /** Mailboxes that waited for themselves. */
  readonly circles: string[] = [];
  readonly mailboxes = new Map<string, StoredMailbox>();
  readonly questions = new SimulatedQuestions(this.mailboxes);
  readonly journal = new SimulatedJournal(this.mailboxes);
  private tokens = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly leaseMs: number,
  ) {}

  get messages(): StoredMessage[] {
    return [...this.mailboxes.values()].flatMap(({ messages }) => messages);
  }

  get isDone(): boolean {
    return this.messages.every(({ status }) => status !== 'delivered');
  }

  accept(
    mailboxId: string,
    message: Pick<StoredMessage, 'id' | 'content' | 'replyBy' | 'sender' | 'hops'>,
  ): void {
    const box = this.mailboxes.get(mailboxId) ?? emptyMailbox(mailboxId);
    this.mailboxes.set(mailboxId, box);
    box.messages.push({
      ...message,
      status: 'delivered',
      error: undefined,
      approvals: [],
      settlements: 0,
    });
    box.rungAt = this.time.now();
  }

  claim(mailboxId: string, owner: string, company: Company = 'anybody'): Turn | undefined {
    const box = this.of(mailboxId);
    const isMine = isFree(box, this.time.now()) && companyOf(box) === company;
    if (headOf(box) === undefined || !isMine) return undefined;
    this.tokens += 1;
    box.token = `token-${String(this.tokens)}`;
    box.owner = owner;
    box.epoch += 1;
    box.leaseUntil = this.time.now() + this.leaseMs;
    box.attempts += 1;
    box.parkedAt = undefined;
    return this.nextTurn(box);
  }

  commit(turn: Turn, outcome: TurnOutcome, more: boolean): Committed {
    const box = this.fence(turn.lease);
    const head = headOf(box);
    if (head?.id !== turn.message.id) throw new MailboxBroken(box.id, turn.message.id);
    endMessage(box, head, outcome.status, outcome.error);
    const order = this.order.get(box.id) ?? [];
    this.order.set(box.id, [...order, head.id]);
    const kept = more && headOf(box) !== undefined;
    box.rungAt = this.time.now();
    box.leaseUntil = kept ? this.time.now() + this.leaseMs : -Infinity;
    box.attempts = kept ? 1 : 0;
    if (!kept) box.token = undefined;
    const rings = outcome.messages.flatMap(({ inReplyTo, performative, content }) =>
      this.questions.give(inReplyTo, { performative, content }, this.time.now()),
    );
    const next = kept ? this.nextTurn(box) : undefined;
    return { rings, lastEvent: 0, completed: headOf(box) === undefined, next };
  }

  postpone(turn: Turn, delayMs: number): number {
    const box = this.fence(turn.lease);
    free(box);
    delay(box, this.time.now() + delayMs);
    return 0;
  }

  release(turn: Turn, delayMs = 0): void {
    const box = this.of(turn.lease.mailboxId);
    if (box.token !== turn.lease.token) return;
    free(box);
    delay(box, this.time.now() + delayMs);
    box.attempts = Math.max(0, box.attempts - 1);
  }

  /** Parks the mailbox; what was asked for before and is decided by now makes it due again at once. */
  suspend(turn: Turn, suspension: Suspension): Parked {
    const { approvals, undecided } = suspension;
    const box = this.fence(turn.lease);
    const head = headOf(box);
    if (head?.id !== turn.message.id) throw new MailboxBroken(box.id, turn.message.id);
    const { rings, wakeAt, isOver } = this.ask(turn, head, suspension);
    free(box);
    box.notBefore = Infinity;
    box.wakeAt = wakeAt;
    box.parkedAt = this.time.now();
    box.rungAt = wakeAt;
    box.attempts = Math.max(0, box.attempts - 1);
    for (const { kind, name, requestHash, arguments: asked, timeoutMs } of approvals) {
      const id = `${head.id}-approval-${String(head.approvals.length + 1)}`;
      const expiresAt = Math.min(this.time.now() + timeoutMs, head.replyBy ?? Infinity);
      const answer = { edited: undefined, decidedBy: undefined, reason: undefined };
      head.approvals.push({
        ...{ id, kind, name, requestHash, asked, expiresAt, ...answer },
        status: 'pending',
      });
    }
    const isDecided = (id: string): boolean =>
      head.approvals.some((one) => one.id === id && one.status !== 'pending');
    if (isOver || undecided.some(isDecided)) {
      wake(box, this.time.now());
      rings.push(ringFor(box.id));
    }
    this.circles.push(...this.questions.circles);
    return { rings, lastEvent: 0 };
  }

  renew(leases: readonly Lease[]): Set<string> {
    const ours = leases.filter(({ mailboxId, token }) => this.of(mailboxId).token === token);
    for (const { mailboxId } of ours) {
      this.of(mailboxId).leaseUntil = this.time.now() + this.leaseMs;
    }
    return new Set(ours.map(({ mailboxId }) => mailboxId));
  }

  /** Puts those questions that may be put. Gives when the turn goes on without their answers. */
  private ask(
    { lease, message }: Turn,
    head: StoredMessage,
    { questions = [], unanswered = [] }: Suspension,
  ): { rings: Ring[]; wakeAt: number; isOver: boolean } {
    const now = this.time.now();
    const put = questions.flatMap((question) => this.questions.keep(lease, head, question, now));
    for (const { id, mailbox, content, waitUntil } of put) {
      const hops = message.hops + 1;
      this.accept(mailbox, { id, content, hops, sender: lease.agentName, replyBy: waitUntil });
    }
    const hashes = new Set([...questions.map(({ requestHash }) => requestHash), ...unanswered]);
    const open = this.questions.of(head.id).filter(({ requestHash }) => hashes.has(requestHash));
    this.questions.giveUpEntangled(open, now);
    return {
      rings: put.map(({ mailbox }) => ringFor(mailbox)),
      wakeAt: Math.min(Infinity, ...open.map(({ waitUntil }) => waitUntil)),
      isOver: open.some((question) => this.questions.isJoined(question)),
    };
  }

  /** Proves the lease, as every write of a turn does. */
  private fence(lease: Lease): StoredMailbox {
    const box = this.of(lease.mailboxId);
    if (!holds(box, lease)) throw new LeaseLost(lease.mailboxId);
    return box;
  }

  private of(mailboxId: string): StoredMailbox {
    const box = this.mailboxes.get(mailboxId);
    if (box === undefined) throw new Error(`There is no mailbox ${mailboxId}.`);
    return box;
  }

  private nextTurn(box: StoredMailbox): Turn {
    const head = headOf(box);
    if (head === undefined) throw new Error(`Mailbox ${box.id} is empty.`);
    return describeTurn(box, head, this.time.now());
  }
}

function describeTurn(box: StoredMailbox, head: StoredMessage, now: number): Turn {
  return {
    id: `turn-${box.id}-${String(box.epoch)}-${head.id}`,
    attempt: box.attempts,
    crashes: box.crashes,
    lease: {
      mailboxId: box.id,
      workspace: 'default',
      agentId: `agt-${box.id}`,
      agentName: `Actor${box.id}`,
      agentVersion: 1,
      conversationId: 'conv',
      epoch: String(box.epoch),
      token: box.token ?? '',
    },
    message: {
      id: head.id,
      conversationId: 'conv',
      seq: box.messages.indexOf(head) + 1,
      performative: 'request',
      sender: head.sender,
      replyTo: undefined,
      capability: `act-${box.id}`,
      inReplyTo: undefined,
      content: head.content,
      metadata: undefined,
      hops: head.hops,
      acceptedAt: new Date(0),
      timeLeft: head.replyBy === undefined ? undefined : head.replyBy - now,
      deadline: head.replyBy === undefined ? undefined : new Date(head.replyBy),
      isCancelled: false,
    },
  };
}
