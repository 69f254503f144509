import type { z } from 'zod';
import type { JsonValue } from '../../../kernel/json';
import type { ModelUsage } from '../../chat/usage/token-usage';
import type { AgentPrompt, Evidence } from '../agent';

/** Prose to be written about facts that are settled. */
export interface WritingTask<Words> {
  readonly prompt: AgentPrompt;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly string[];
  /** Every number and decision; the words are about these and change none of them. */
  readonly computed: JsonValue;
  readonly words: z.ZodType<Words>;
  citedBy(words: Words): readonly string[];
  /** The words that are written where no model writes. */
  template(): Words;
}

/** What a model used, whether its words were taken or not. */
export interface ModelSpending {
  /** Provider and name. */
  readonly bookedAs: string;
  readonly usage: ModelUsage;
}

/** The words, and who wrote them with what. */
export interface Written<Words> {
  readonly words: Words;
  readonly writer: 'template' | 'model';
  readonly model: string | null;
  readonly promptVersion: number | null;
  /** Null when no model wrote. */
  readonly spending: ModelSpending | null;
}

/** Whoever writes the prose of agents. It never fails for want of a model: the template stands in. */
export interface Writer {
  write<Words>(task: WritingTask<Words>, signal: AbortSignal): Promise<Written<Words>>;
}

export const WRITER = Symbol('writer');
