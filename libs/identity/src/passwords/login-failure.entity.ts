import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `login_failures`: wrong passwords in a row for a name from an address. */
@Entity('login_failures')
export class LoginFailureEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'login_failures_pk' })
  subject!: string;

  @Column({ type: 'integer' })
  failures!: number;

  @Column({ type: 'timestamptz' })
  since!: Date;

  @Column({ name: 'locked_until', type: 'timestamptz', nullable: true })
  lockedUntil!: Date | null;
}
