import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { JsonValue } from '../../kernel/json';
import type { ChatPromptMessage, PromptBody, PromptType } from './prompt-body';

/** One version of a prompt. What it says never changes; labels and tags do. */
@Entity('prompts')
export class Prompt {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('text')
  name: string;

  /** Counts from 1 within the name; a number is never used twice. */
  @Column('integer')
  version: number;

  /** The same on every version of the name. */
  @Column('text')
  type: PromptType;

  /** The text as written, with its variables and tags; empty for a chat prompt. */
  @Column('text', { name: 'prompt' })
  text: string;

  /** The messages of a chat prompt, null for a text. */
  @Column('jsonb', { nullable: true })
  messages: readonly ChatPromptMessage[] | null;

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

/** What a version says, whichever column holds it. */
export function bodyOf(prompt: Pick<Prompt, 'text' | 'messages'>): PromptBody {
  return prompt.messages ?? prompt.text;
}
