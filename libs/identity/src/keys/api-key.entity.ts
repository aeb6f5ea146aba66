import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Grants, Scope } from '#protocol';

/** A row of `api_keys`: what a program may do; of its secret only a mark is kept (security.md §4.4). */
@Entity('api_keys')
@Index('api_keys_of_workspace', ['workspaceId', 'createdAt', 'id'])
export class ApiKeyEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'api_keys_pk' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;

  @Column({ type: 'text' })
  name!: string;

  /** HMAC-SHA256 of the secret, in base64url. */
  @Column({ type: 'text' })
  mark!: string;

  /** The master key under which the mark was made. */
  @Column({ name: 'mark_key', type: 'text' })
  markKey!: string;

  @Column({ type: 'jsonb' })
  scopes!: Scope[];

  @Column({ type: 'jsonb', default: {} })
  grants!: Grants;

  @Column({ type: 'jsonb', nullable: true })
  networks!: string[] | null;

  @Column({ name: 'created_by', type: 'text' })
  createdBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt!: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;
}
