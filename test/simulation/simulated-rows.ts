import type { JsonObject, Performative } from '#protocol';
import type { ApprovalStanding, Company, Lease, TurnOutcome } from '#messaging';

/** An approval as the table has it. */
export interface StoredApproval extends Omit<ApprovalStanding, 'status'> {
  status: ApprovalStanding['status'];
  /** Virtual milliseconds. */
  readonly expiresAt: number;
}

/** What came back for a question. */
export interface GivenAnswer {
  readonly performative: Performative;
  readonly content: JsonObject;
}

/** A question of a suspended turn to one other mailbox. */
export interface StoredQuestion {
  readonly id: string;
  /** Whose turn asks, and its mailbox. */
  readonly messageId: string;
  readonly asker: string;
  readonly mailbox: string;
  /** False: it was answered at once, because whoever was to be asked waits for the asker. */
  readonly isPut: boolean;
  readonly requestHash: string;
  readonly wanted: number;
  readonly content: JsonObject;
  readonly capability: string | undefined;
  readonly agent: string;
  /** Virtual milliseconds. */
  readonly waitUntil: number;
  answer: (GivenAnswer & { readonly at: number }) | undefined;
}

/** A message as the table has it, and what became of it. */
export interface StoredMessage {
  readonly id: string;
  readonly content: JsonObject;
  /** `api_client`, or the agent that asks. */
  readonly sender: string;
  readonly hops: number;
  /** Virtual milliseconds. */
  readonly replyBy: number | undefined;
  status: 'delivered' | TurnOutcome['status'];
  error: JsonObject | undefined;
  /** What its turn asked of people. */
  readonly approvals: StoredApproval[];
  /** How many commits settled it: more than one would be a broken promise. */
  settlements: number;
}

export interface StoredMailbox {
  readonly id: string;
  readonly messages: StoredMessage[];
  notBefore: number;
  /** Of a mailbox whose `notBefore` is infinite: when its suspended turn goes on. */
  wakeAt: number | undefined;
  parkedAt: number | undefined;
  rungAt: number;
  attempts: number;
  crashes: number;
  owner: string | undefined;
  token: string | undefined;
  epoch: number;
  leaseUntil: number;
  suspect: boolean;
}

export function emptyMailbox(id: string): StoredMailbox {
  return {
    id,
    messages: [],
    notBefore: -Infinity,
    wakeAt: undefined,
    parkedAt: undefined,
    rungAt: -Infinity,
    attempts: 0,
    crashes: 0,
    owner: undefined,
    token: undefined,
    epoch: 0,
    leaseUntil: -Infinity,
    suspect: false,
  };
}

export function headOf(box: StoredMailbox): StoredMessage | undefined {
  return box.messages.find(({ status }) => status === 'delivered');
}

export function free(box: StoredMailbox): void {
  box.token = undefined;
  box.leaseUntil = -Infinity;
  box.rungAt = -Infinity;
}

/** Beside which mailboxes this one may run. */
export function companyOf({ suspect, crashes }: StoredMailbox): Company {
  if (!suspect) return 'anybody';
  return crashes < 2 ? 'suspects' : 'nobody';
}

/** What the sweeper, or whoever saw its holder die, makes of a held mailbox. */
export function abandon(box: StoredMailbox): void {
  free(box);
  box.epoch += 1;
  box.crashes += 1;
  box.suspect = headOf(box) !== undefined;
}

/** Ends a message; when it was the head, the next one begins unblamed. */
export function endMessage(
  box: StoredMailbox,
  message: StoredMessage,
  status: TurnOutcome['status'],
  error: JsonObject | undefined,
): void {
  const wasHead = message === headOf(box);
  message.status = status;
  message.error = error;
  message.settlements += 1;
  if (!wasHead) return;
  box.attempts = 0;
  box.crashes = 0;
  box.suspect = false;
  box.notBefore = -Infinity;
  box.wakeAt = undefined;
  box.parkedAt = undefined;
  if (box.rungAt === Infinity) box.rungAt = -Infinity;
}

/** The fence: this very lease is the one that counts. */
export function holds(box: StoredMailbox, { token, epoch }: Lease): boolean {
  return box.token === token && String(box.epoch) === epoch;
}

/** Its turn waits, and nobody works on it. */
export function isParked({ notBefore, parkedAt }: StoredMailbox): boolean {
  return notBefore === Infinity && parkedAt !== undefined;
}

export function isFree(box: StoredMailbox, now: number): boolean {
  return box.leaseUntil === -Infinity && dueAt(box) <= now;
}

/** When its head may be worked on. */
function dueAt({ notBefore, wakeAt = Infinity }: StoredMailbox): number {
  return notBefore === Infinity ? wakeAt : notBefore;
}

/** Keeps the head until later; that of a suspended turn stays hidden. */
export function delay(box: StoredMailbox, until: number): void {
  if (box.notBefore === Infinity) box.wakeAt = until;
  else box.notBefore = until;
}

/** What a turn waited for has come. */
export function wake(box: StoredMailbox, now: number): void {
  if (!isParked(box)) return;
  box.wakeAt = now;
  box.parkedAt = undefined;
  box.rungAt = now;
}
