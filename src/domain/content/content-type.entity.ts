import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { JsonSchema } from './json-schema';

/** A kind of content, and what the data of an item of this kind looks like. */
@Entity('content_types')
export class ContentType {
  @PrimaryGeneratedColumn('identity')
  id: number;

  /** Stable and unique, e.g. video. The tutor sees it, so renaming one changes its lessons. */
  @Column('text')
  name: string;

  @Column('text')
  label: string;

  /** JSON Schema 2020-12; `"x-answer": true` marks what students never receive. */
  @Column('jsonb')
  schema: JsonSchema;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
