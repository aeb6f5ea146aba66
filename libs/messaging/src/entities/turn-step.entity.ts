import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { JsonValue } from '#protocol';

/** A row of `turn_steps`: one step of a turn, so that another attempt replays it. */
@Entity('turn_steps')
@Check('turn_steps_kind', `kind in ('model', 'tool', 'code')`)
@Check('turn_steps_state', `state in ('started', 'done', 'unknown', 'superseded')`)
@Index('turn_steps_age', ['startedAt'])
@Index('turn_steps_calls', ['workspaceId', 'startedAt', 'messageId', 'stepNo'], {
  where: `(kind = 'tool'::text)`,
})
export class TurnStepEntity {
  @PrimaryColumn({ name: 'workspace_id', type: 'text', primaryKeyConstraintName: 'turn_steps_pk' })
  workspaceId!: string;

  @PrimaryColumn({ name: 'message_id', type: 'text', primaryKeyConstraintName: 'turn_steps_pk' })
  messageId!: string;

  @PrimaryColumn({ name: 'step_no', type: 'integer', primaryKeyConstraintName: 'turn_steps_pk' })
  stepNo!: number;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'request_hash', type: 'text' })
  requestHash!: string;

  /** Only steps with effects outside have one. */
  @Column({ name: 'idempotency_key', type: 'text', nullable: true })
  idempotencyKey!: string | null;

  @Column({ type: 'text' })
  state!: string;

  /** How often it was begun. */
  @Column({ type: 'integer', default: 1 })
  attempts!: number;

  /** Letter by letter as it was written, which `jsonb` would not keep. */
  @Column({ type: 'json', nullable: true })
  response!: JsonValue | null;

  /** Of a call of a tool: what it was made with, in short. */
  @Column({ type: 'json', nullable: true })
  arguments!: JsonValue | null;

  /** Of a call of a tool that ended: `ok`, `refused`, `failed` or `unknown`. */
  @Column({ type: 'text', nullable: true })
  outcome!: string | null;

  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode!: string | null;

  /** Of a call that people decided about. */
  @Column({ name: 'approval_id', type: 'text', nullable: true })
  approvalId!: string | null;

  @Column({ name: 'tokens_in', type: 'integer', default: 0 })
  tokensIn!: number;

  @Column({ name: 'tokens_out', type: 'integer', default: 0 })
  tokensOut!: number;

  @Column({ name: 'started_at', type: 'timestamptz', default: () => 'now()' })
  startedAt!: Date;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt!: Date | null;
}
