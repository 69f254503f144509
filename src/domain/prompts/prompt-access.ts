import { type Actor, isInstructorOrAbove } from '../../kernel/actor';
import { PromptsNotAllowed } from './prompts.errors';

/** Prompts steer the tutor of everybody. @throws PromptsNotAllowed below INSTRUCTOR. */
export function requirePromptAccess(actor: Actor): void {
  if (!isInstructorOrAbove(actor)) throw new PromptsNotAllowed();
}
