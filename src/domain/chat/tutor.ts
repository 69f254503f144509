import type { ModelPart, PromptMessage } from '../../platform/llm/language-model';
import type { Lesson } from '../content/lesson';
import type { ModelUsage } from './usage/token-usage';

/** What a tutor needs for one reply. Nothing in it tells who the student is. */
export interface TutorRequest {
  /** The prompt that the session started with, its dependencies inlined, variables not yet filled in. */
  readonly prompt: string;
  readonly lesson: Lesson;
  readonly courseTitle: string;
  readonly moduleTitle: string;
  /** BCP 47 tag of the language to teach in. */
  readonly locale: string;
  /** The name of the model, for tutors that have several. */
  readonly model: string;
  /** What was said so far in complete turns, and the message to answer last. */
  readonly messages: readonly PromptMessage[];
  readonly signal: AbortSignal;
}

/** A piece of a tutor's reply. Its last part says what a model counted, and what it is charged for. */
export type TutorPart =
  | Extract<ModelPart, { type: 'text' }>
  | (Extract<ModelPart, { type: 'finish' }> & {
      /** Null when no model was asked. */
      readonly charge: ModelUsage | null;
    });

/** Whoever answers students: a language model, or the built-in tutor that needs none. */
export interface Tutor {
  /** Streams one reply. Ends with a `finish` part or throws; never both, never neither. */
  reply(request: TutorRequest): AsyncIterable<TutorPart>;
}

/** What of a course and the configuration decides which model answers. */
export interface ModelChoice {
  /** Provider and model, e.g. `anthropic/claude-sonnet-4`; part of every reply key. */
  readonly id: string;
  /** The model's name for the provider. */
  readonly name: string;
  readonly parameters: { readonly [name: string]: number | string };
}

export const TUTOR = Symbol('tutor');
