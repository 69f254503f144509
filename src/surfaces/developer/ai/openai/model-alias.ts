import type { CompletionRequest } from '../../../../domain/completions/completion';

/** How OpenAI's own models are called. */
const OPENAI_MODEL = /^(?:gpt-|chatgpt-|o[1-9](?:-|$))/;

/**
 * The same request with OpenAI's own models replaced by the default one, so that a program written
 * for OpenAI needs no other change than its base URL and key. The reply names who answered.
 */
export function withDefaultModel(request: CompletionRequest): CompletionRequest {
  const isOpenAis = request.model !== null && OPENAI_MODEL.test(request.model);
  return isOpenAis ? { ...request, model: null } : request;
}
