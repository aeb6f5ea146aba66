import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `jwt_keys`: what access tokens are signed with, sealed. */
@Entity('jwt_keys')
export class JwtKeyEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'jwt_keys_pk' })
  kid!: string;

  @Column({ type: 'text' })
  secret!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
