import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { JsonValue } from '../../kernel/json';

/** One version of a prompt. Its text never changes; labels and tags do. */
@Entity('prompts')
export class Prompt {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('text')
  name: string;

  /** Counts from 1 within the name. */
  @Column('integer')
  version: number;

  /** Always `text` so far. */
  @Column('text')
  type: string;

  /** The text as written, with its variables and tags. */
  @Column('text', { name: 'prompt' })
  text: string;

  /** Settings that the author keeps beside the text. */
  @Column('jsonb')
  config: { readonly [key: string]: JsonValue };

  /** The same on every version of the name. */
  @Column('text', { array: true })
  tags: string[];

  @Column('text', { name: 'commit_message', nullable: true })
  commitMessage: string | null;

  /** Null when Trellis itself wrote it, or the author's account is gone. */
  @Column('integer', { name: 'created_by', nullable: true })
  createdBy: number | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  /** When the version itself, its labels or its tags last changed. */
  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
