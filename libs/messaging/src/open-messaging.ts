import { systemClock, type Clock, type Database } from '#platform';
import { Admission } from './admission/admission.js';
import type { AdmissionLimits } from './admission/decide-admission.js';
import { Approvals } from './approvals/approvals.js';
import { AfterCommit, type Bell } from './after-commit.js';
import { BatchSender } from './batch/batch-sender.js';
import { Batches } from './batch/batches.js';
import { MessageCanceller } from './cancel/message-canceller.js';
import type { LiveChannel } from './conversation/announce.js';
import { ConversationFollower } from './conversation/conversation-follower.js';
import { ConversationLog } from './conversation/conversation-log.js';
import { ConversationReach } from './conversation/conversation-reach.js';
import { MessageLookup } from './conversation/message-lookup.js';
import { ReplyWaiter } from './conversation/reply-waiter.js';
import { ConversationKeeping } from './keeping/conversation-keeping.js';
import { DeadLetters } from './dead-letters/dead-letters.js';
import { Requeue } from './dead-letters/requeue.js';
import { EarlierAnswers } from './ingest/earlier-answers.js';
import { GroupCommit } from './ingest/group-commit.js';
import { InFlight } from './ingest/in-flight.js';
import { MessageSender, type Router } from './message-sender.js';
import { WorkLoad } from './workers/work-load.js';
import { WorkerRoll } from './workers/worker-roll.js';

/** What messaging stands on. */
export interface MessagingGround {
  readonly database: Database;
  readonly router: Router;
  readonly bell: Bell;
  readonly channel: LiveChannel;
  /** The embedded server has one session: there, batches in parallel only wait for each other. */
  readonly isEmbedded: boolean;
  /** How much may wait. @default no limit */
  readonly limits?: AdmissionLimits;
  /** @default the machine's */
  readonly clock?: Clock;
}

/** What the API needs of messaging: send, cancel, wait, follow, look up, decide, and who works on it. */
export interface Messaging {
  readonly sender: MessageSender;
  readonly batchSender: BatchSender;
  readonly batches: Batches;
  readonly canceller: MessageCanceller;
  readonly waiter: ReplyWaiter;
  readonly log: ConversationLog;
  readonly follower: ConversationFollower;
  readonly lookup: MessageLookup;
  readonly reach: ConversationReach;
  readonly keeping: ConversationKeeping;
  readonly deadLetters: DeadLetters;
  readonly approvals: Approvals;
  readonly workers: WorkerRoll;
  readonly work: WorkLoad;
}

/** Puts the parts of the sending and reading side together. */
export function openMessaging(ground: MessagingGround): Messaging {
  const { database, router, bell, channel, isEmbedded } = ground;
  const { limits = { server: 0, capability: 0 }, clock = systemClock } = ground;
  const afterCommit = new AfterCommit(bell, channel);
  const terms = { maxBatch: 200, maxInFlight: isEmbedded ? 1 : 4, maxWaiting: 2_000 };
  const groupCommit = new GroupCommit(database, terms, afterCommit);
  const log = new ConversationLog(database);
  const reach = new ConversationReach(database);
  const shared = {
    ...{ groupCommit, reach },
    admission: new Admission(database, limits, clock),
    inFlight: new InFlight(),
  };
  const sender = new MessageSender({
    ...{ ...shared, router },
    earlier: new EarlierAnswers(database),
  });
  const canceller = new MessageCanceller(database, afterCommit, channel);
  return {
    ...{ sender, canceller },
    batchSender: new BatchSender({ ...shared, database, composer: sender }),
    batches: new Batches(database, reach, canceller),
    work: new WorkLoad(database),
    waiter: new ReplyWaiter(database, channel),
    log,
    follower: new ConversationFollower(database, log, channel),
    lookup: new MessageLookup(database),
    reach,
    keeping: new ConversationKeeping(database),
    deadLetters: new DeadLetters(database, new Requeue(database, router, afterCommit), reach),
    approvals: new Approvals(database, afterCommit),
    workers: new WorkerRoll(database),
  };
}
