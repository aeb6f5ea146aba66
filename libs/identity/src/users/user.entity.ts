import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Grants, Role } from '#protocol';

/** A row of `users`: a person who logs in. */
@Entity('users')
@Index('users_username', ['username'], { unique: true })
@Index('users_of_workspace', ['workspaceId', 'username'])
export class UserEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'users_pk' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  /** Unique on the server: a login names no workspace. */
  @Column({ type: 'text' })
  username!: string;

  @Column({ name: 'password_hash', type: 'text' })
  passwordHash!: string;

  @Column({ type: 'jsonb' })
  roles!: Role[];

  @Column({ type: 'jsonb', default: {} })
  grants!: Grants;

  /** Tokens of an earlier number are not taken: roles, grants or password have changed since. */
  @Column({ name: 'token_version', type: 'integer', default: 1 })
  tokenVersion!: number;

  @Column({ name: 'must_change_password', type: 'boolean', default: false })
  mustChangePassword!: boolean;

  @Column({ name: 'disabled_at', type: 'timestamptz', nullable: true })
  disabledAt!: Date | null;

  @Column({ name: 'last_login_at', type: 'timestamptz', nullable: true })
  lastLoginAt!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
