import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row of `memory_derivations`: one fact was derived from another. */
@Entity('memory_derivations')
@Index('memory_derivations_from', ['fromId'])
export class MemoryDerivationEntity {
  @PrimaryColumn({
    name: 'observation_id',
    type: 'text',
    primaryKeyConstraintName: 'memory_derivations_pk',
  })
  observationId!: string;

  @PrimaryColumn({
    name: 'from_id',
    type: 'text',
    primaryKeyConstraintName: 'memory_derivations_pk',
  })
  fromId!: string;

  @Column({ name: 'workspace_id', type: 'text' })
  workspaceId!: string;
}
