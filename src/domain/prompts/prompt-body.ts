/** Kinds of prompts: one text, or a script of messages. */
export const PROMPT_TYPES = ['text', 'chat'] as const;
export type PromptType = (typeof PROMPT_TYPES)[number];

/** Who says a message of a chat prompt. */
export const MESSAGE_ROLES = ['system', 'user', 'assistant'] as const;
export type MessageRole = (typeof MESSAGE_ROLES)[number];

/** One message of a chat prompt; variables and tags work in its content. */
export interface ChatPromptMessage {
  readonly role: MessageRole;
  readonly content: string;
}

/** What a version says, as written: a text, or messages in their order. */
export type PromptBody = string | readonly ChatPromptMessage[];

/** Which kind of prompt has this body. */
export function promptTypeOf(body: PromptBody): PromptType {
  return typeof body === 'string' ? 'text' : 'chat';
}

/** The texts of a body, each of which is taken apart by itself. */
export function textsOf(body: PromptBody): readonly string[] {
  return typeof body === 'string' ? [body] : body.map(({ content }) => content);
}

/** A body for people to read and compare: every message under its role. */
export function asPlainText(body: PromptBody): string {
  if (typeof body === 'string') return body;
  return body.map(({ role, content }) => `[${role}]\n${content}`).join('\n\n');
}

/** What a model is told before anybody speaks: the system messages with an empty line between. */
export function systemTextOf(body: PromptBody): string {
  if (typeof body === 'string') return body;
  return body
    .filter(({ role }) => role === 'system')
    .map(({ content }) => content)
    .join('\n\n');
}
