import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One person. Learning knows them by `id`, coaching by `uuid`, developers by an encoding of it. */
@Entity('users')
export class User {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('uuid', { generated: 'uuid' })
  uuid: string;

  @Column('citext')
  email: string;

  /** Random, never made from the address. */
  @Column('text')
  username: string;

  @Column('text', { name: 'full_name' })
  fullName: string;

  @Column('text', { name: 'password_hash', select: false })
  passwordHash: string;

  @Column('boolean', { name: 'is_active' })
  isActive: boolean;

  /** BCP 47 language tag. */
  @Column('text')
  locale: string;

  /** IANA time zone. */
  @Column('text', { name: 'time_zone' })
  timeZone: string;

  @Column('integer', { name: 'current_streak_days' })
  currentStreakDays: number;

  /** The last calendar day, in the user's own time zone, on which they learned something. */
  @Column('date', { name: 'last_activity_date', nullable: true })
  lastActivityDate: string | null;

  @Column('timestamptz', { name: 'last_login_at', nullable: true })
  lastLoginAt: Date | null;

  /** When the person proved to read the mail of this address; null while they have not. */
  @Column('timestamptz', { name: 'email_verified_at', nullable: true })
  emailVerifiedAt: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
