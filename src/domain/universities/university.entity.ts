import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** An institution that owns courses. */
@Entity('universities')
export class University {
  @PrimaryGeneratedColumn('identity')
  id: number;

  /** Unique across the installation. */
  @Column('text')
  name: string;

  /** ISO 3166-1 alpha-2, in capitals. */
  @Column('text', { name: 'country_code' })
  countryCode: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
