import type { Actor } from '../../kernel/actor';
import type { ModelPart } from '../../platform/llm/language-model';
import type { CompletionRequest } from './completion';

/** A request with its bounds filled in. */
export interface BoundedRequest extends CompletionRequest {
  readonly maxOutputTokens: number;
}

/** A model as it is offered. */
export interface OfferedModel {
  /** What requests call it. */
  readonly name: string;
  /** Who runs it: the provider's name, or `trellis` for the built-in one. */
  readonly owner: string;
  /** Provider and name, as prices and the books call it. */
  readonly bookedAs: string;
  /** Whether a language model writes; the built-in one only quotes. */
  readonly isLanguageModel: boolean;
}

/** Whoever answers programs: the configured language model, or the built-in one that needs none. */
export interface Responder {
  readonly model: OfferedModel;

  /** Streams one reply. Ends with `finish` or throws; never both, never neither. */
  respond(actor: Actor, request: BoundedRequest, signal: AbortSignal): AsyncIterable<ModelPart>;
}

export const RESPONDER = Symbol('responder');
