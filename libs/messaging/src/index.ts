import { ApprovalEntity } from './entities/approval.entity.js';
import { AwaitedAnswerEntity } from './entities/awaited-answer.entity.js';
import { BatchEntity } from './entities/batch.entity.js';
import { ConversationOperationEntity } from './entities/conversation-operation.entity.js';
import { ConversationEntity } from './entities/conversation.entity.js';
import { EventEntity } from './entities/event.entity.js';
import { MailboxEntity } from './entities/mailbox.entity.js';
import { MessageEntity } from './entities/message.entity.js';
import { WorkerEntity } from './entities/worker.entity.js';
import { TurnStepEntity } from './entities/turn-step.entity.js';

/** The tables of this library, for the mapper. */
export const messagingEntities = [
  ApprovalEntity,
  AwaitedAnswerEntity,
  BatchEntity,
  ConversationEntity,
  ConversationOperationEntity,
  EventEntity,
  MailboxEntity,
  MessageEntity,
  WorkerEntity,
  TurnStepEntity,
] as const;

export { AfterCommit, type Bell } from './after-commit.js';
export type { AnswerStanding } from './asking/answer.repository.js';
export type { ApprovalStanding } from './approvals/approval-request.repository.js';
export type { Approvals } from './approvals/approvals.js';
export type { BatchOrder, BatchSender } from './batch/batch-sender.js';
export type { BatchItem } from './batch/batch-intake.js';
export type { Batches } from './batch/batches.js';
export { announceCancel, listenForCancels, type CancelOrder } from './cancel/announce-cancel.js';
export { CancelSweep } from './cancel/cancel-sweep.js';
export { MessageCanceller } from './cancel/message-canceller.js';
export { announceLive, type LiveChannel, type LiveEvent } from './conversation/announce.js';
export { ConversationFollower } from './conversation/conversation-follower.js';
export type { ConversationKeeping, KeepingOrder } from './keeping/conversation-keeping.js';
export { ConversationLog } from './conversation/conversation-log.js';
export type { ConversationReach } from './conversation/conversation-reach.js';
export { MessageLookup } from './conversation/message-lookup.js';
export { ReplyWaiter, type ReplyEar } from './conversation/reply-waiter.js';
export { DeadLetters } from './dead-letters/dead-letters.js';
export { Doorbell } from './doorbell.js';
export { composeFailure, describeFailure, type Failure } from './failure.js';
export type { BegunStep, CallAccount, DoneStep, EndedStep, Step } from './journal/step.js';
export { TurnJournal } from './journal/turn-journal.js';
export { Mailbox } from './mailbox/mailbox.js';
export type { Committed } from './mailbox/settle-turns.js';
export { MailboxSweep } from './mailbox/mailbox-sweep.js';
export { SuspectSweep } from './mailbox/suspect-sweep.js';
export type { DueMail, MailSelection } from './mailbox/sweep.repository.js';
export type { Company, Lease, Turn, TurnOutcome, WaitingMessage } from './mailbox/turn.js';
export { UnrungMail } from './mailbox/unrung-mail.js';
export { MessageSender, type Sent } from './message-sender.js';
export { LeaseLost, MailboxBroken } from './messaging.errors.js';
export type { MailedMailbox, NewMessage } from './new-message.js';
export { openMessaging, type Messaging } from './open-messaging.js';
export type { Parked } from './suspension/park.js';
export type { ApprovalWanted, QuestionWanted, Suspension } from './suspension/suspension.js';
export type { Heartbeat, ServingWorker, WorkerProfile } from './workers/heartbeat.js';
export { WorkerRoll } from './workers/worker-roll.js';
