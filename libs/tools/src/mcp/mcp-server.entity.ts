import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { JsonObject, JsonValue } from '#protocol';

/** A row of `mcp_servers`: a server that a workspace registered or the operator runs. */
@Entity('mcp_servers')
export class McpServerEntity {
  @PrimaryColumn({ name: 'workspace_id', type: 'text', primaryKeyConstraintName: 'mcp_servers_pk' })
  workspaceId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'mcp_servers_pk' })
  name!: string;

  /** As it was registered, secrets by reference. */
  @Column({ type: 'jsonb' })
  definition!: JsonObject;

  /** By name on the server, the tools as a person approved them. */
  @Column({ type: 'jsonb', default: {} })
  approved!: JsonObject;

  /** The tools as the server was last seen to offer them. */
  @Column({ type: 'jsonb', nullable: true })
  offered!: JsonValue;

  @Column({ name: 'protocol_version', type: 'text', nullable: true })
  protocolVersion!: string | null;

  /** Attempts in a row that failed. */
  @Column({ type: 'integer', default: 0 })
  failures!: number;

  @Column({ type: 'text', nullable: true })
  problem!: string | null;

  @Column({ name: 'reached_at', type: 'timestamptz', nullable: true })
  reachedAt!: Date | null;

  @Column({ name: 'failed_at', type: 'timestamptz', nullable: true })
  failedAt!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** Of what is registered, offered or approved; not of how it was reached. */
  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
