import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty } from '@nestjs/swagger';
import { registerDecorator, type ValidationArguments } from 'class-validator';
import {
  type ChatPromptMessage,
  MESSAGE_ROLES,
  type PromptBody,
} from '../../../domain/prompts/prompt-body';
import { AsSent } from '../../http/value-fields';
import { LONGEST_PROMPT } from './prompt-fields';

const MOST_MESSAGES = 50;
const MESSAGES = {
  type: 'array',
  items: { $ref: '#/components/schemas/ChatPromptMessageBody' },
  minItems: 1,
  maxItems: MOST_MESSAGES,
};

/** One message of a chat prompt. */
export class ChatPromptMessageBody {
  @ApiProperty({ enum: [...MESSAGE_ROLES], example: 'system' })
  role: ChatPromptMessage['role'];

  @ApiProperty({
    minLength: 1,
    maxLength: LONGEST_PROMPT,
    example: 'You are a helpful tutor for {{title}}...',
  })
  content: string;
}

/** What a version says, in a request: a text or messages, as the field `type` beside it tells. */
export function PromptBodyField(example: string): PropertyDecorator {
  return applyDecorators(
    shown(example, 'A text, or messages where `type` is `chat`. Never trimmed or changed.', {
      minLength: 1,
      maxLength: LONGEST_PROMPT,
    }),
    AsSent(),
    (target: object, propertyName?: string | symbol) =>
      registerDecorator({
        name: 'prompt',
        target: target.constructor,
        propertyName: String(propertyName),
        validator: {
          validate: (value, argument) => bodyFault(value, typeBeside(argument)) === null,
          defaultMessage: (argument) =>
            bodyFault(argument?.value, typeBeside(argument)) ?? 'value is not a prompt',
        },
      }),
  );
}

/** What a version says, in a reply. */
export function ApiPromptBody(example: string, description: string): PropertyDecorator {
  return shown(example, description, {});
}

/** A body as this contract shows it. */
export function toPromptBody(body: PromptBody): string | ChatPromptMessageBody[] {
  return typeof body === 'string' ? body : body.map(({ role, content }) => ({ role, content }));
}

function shown(
  example: string,
  description: string,
  bounds: { minLength?: number; maxLength?: number },
): PropertyDecorator {
  return applyDecorators(
    (target: object) => ApiExtraModels(ChatPromptMessageBody)(target.constructor),
    ApiProperty({ oneOf: [{ type: 'string', ...bounds }, MESSAGES], example, description }),
  );
}

function typeBeside(argument: ValidationArguments | undefined): unknown {
  return (argument?.object as { type?: unknown } | undefined)?.type ?? 'text';
}

/** What is wrong with a body; null when nothing is. */
function bodyFault(value: unknown, type: unknown): string | null {
  if (type !== 'chat') return textFault(value);
  if (!Array.isArray(value)) return 'value is not a list of messages';
  if (value.length < 1 || value.length > MOST_MESSAGES) {
    return `a chat prompt has 1 to ${MOST_MESSAGES} messages`;
  }
  for (const [position, message] of value.entries()) {
    const fault = messageFault(message);
    if (fault !== null) return `message ${position + 1}: ${fault}`;
  }
  const length = value.reduce<number>((sum, { content }) => sum + content.length, 0);
  if (length > LONGEST_PROMPT) return `the messages have more than ${LONGEST_PROMPT} characters`;
  return null;
}

function messageFault(message: unknown): string | null {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    return 'value is not an object';
  }
  const { role, content, ...unknown } = message as Record<string, unknown>;
  const [extra] = Object.keys(unknown);
  if (extra !== undefined) return `the field ${JSON.stringify(extra)} is not known here`;
  if (!MESSAGE_ROLES.some((known) => known === role)) {
    return `role is not one of ${MESSAGE_ROLES.join(', ')}`;
  }
  return textFault(content);
}

function textFault(value: unknown): string | null {
  if (typeof value !== 'string') return 'value is not a text';
  if (value.length < 1) return 'text needs at least 1 character';
  return value.length > LONGEST_PROMPT ? `text has more than ${LONGEST_PROMPT} characters` : null;
}
