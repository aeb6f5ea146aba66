import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '#protocol';

/** A row of `awaited_answers`: a question to one agent that a suspended turn waits for the answer to. */
@Entity('awaited_answers')
@Index('awaited_answers_of_message', ['workspaceId', 'messageId'])
@Index('awaited_answers_open', ['askerMailboxId'], { where: '(answered_at is null)' })
export class AwaitedAnswerEntity {
  @PrimaryColumn({
    name: 'workspace_id',
    type: 'text',
    primaryKeyConstraintName: 'awaited_answers_pk',
  })
  workspaceId!: string;

  /** The message that asks. */
  @PrimaryColumn({
    name: 'question_id',
    type: 'text',
    primaryKeyConstraintName: 'awaited_answers_pk',
  })
  questionId!: string;

  /** The message whose turn waits. */
  @Column({ name: 'message_id', type: 'text' })
  messageId!: string;

  /** Of the question, which may be put to several agents. */
  @Column({ name: 'request_hash', type: 'text' })
  requestHash!: string;

  @Column({ type: 'text' })
  agent!: string;

  @Column({ type: 'text', nullable: true })
  capability!: string | null;

  @Column({ name: 'asker_mailbox_id', type: 'bigint' })
  askerMailboxId!: string;

  /** Where the question waits. Absent: it was not put, see `error`. */
  @Column({ name: 'mailbox_id', type: 'bigint', nullable: true })
  mailboxId!: string | null;

  /** Good answers that are enough. */
  @Column({ type: 'integer' })
  wanted!: number;

  @Column({ name: 'asked_at', type: 'timestamptz', default: () => 'now()' })
  askedAt!: Date;

  @Column({ name: 'wait_until', type: 'timestamptz' })
  waitUntil!: Date;

  @Column({ name: 'reply_id', type: 'text', nullable: true })
  replyId!: string | null;

  /** The answer is no failure and no refusal. */
  @Column({ name: 'is_good', type: 'boolean', nullable: true })
  isGood!: boolean | null;

  @Column({ type: 'json', nullable: true })
  error!: JsonObject | null;

  @Column({ name: 'answered_at', type: 'timestamptz', nullable: true })
  answeredAt!: Date | null;
}
