import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `memory_models`: a model that made vectors. The one that was chosen last makes all new ones. */
@Entity('memory_models')
export class MemoryModelEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'memory_models_pk' })
  fingerprint!: string;

  /** Length of its vectors; null until it has made one. */
  @Column({ type: 'integer', nullable: true })
  dimensions!: number | null;

  @Column({ name: 'chosen_at', type: 'timestamptz', default: () => 'now()' })
  chosenAt!: Date;
}
