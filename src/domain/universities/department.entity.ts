import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A part of a university; a course may belong to one. */
@Entity('departments')
export class Department {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer', { name: 'university_id' })
  universityId: number;

  @Column('text')
  name: string;

  /** Short and unique within the university, e.g. CS. */
  @Column('text')
  code: string;
}
