import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsString,
  Matches,
  MaxLength,
  MinLength,
} from 'class-validator';
import { LABEL_PATTERN } from '../../../domain/prompts/prompt-label';
import { Check, PresentOrAbsent, TextField } from '../../http/fields';
import { AsSent } from '../../http/value-fields';

/** The longest prompt as written, in UTF-16 code units; of a chat prompt, all messages together. */
export const LONGEST_PROMPT = 100_000;
const LONGEST_LIST = 20;
const LONGEST_TAG = 64;
const MOST_VARIABLES = 200;
const ONE_LINE = /^[^\p{Cc}]*$/u;

/** A prompt's text: never trimmed or changed. */
export function PromptTextField(example: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: 'string', minLength: 1, maxLength: LONGEST_PROMPT, example }),
    IsString({ message: 'value is not a text' }),
    MinLength(1, { message: 'text needs at least 1 character' }),
    MaxLength(LONGEST_PROMPT, { message: `text has more than ${LONGEST_PROMPT} characters` }),
  );
}

/** Labels to put on a version; which of them may be set, the domain says. */
export function LabelsField(options: { optional: boolean }): PropertyDecorator {
  return ListField({
    ...options,
    example: ['production', 'staging'],
    description: '`latest` always marks the newest version and cannot be set.',
    items: { type: 'string', pattern: LABEL_PATTERN.source },
  });
}

/** Tags of a name. */
export function TagsField(options: { optional: boolean }): PropertyDecorator {
  return applyDecorators(
    ListField({
      ...options,
      example: ['tutor', 'video'],
      description: 'Tags belong to the name: every version gets them. Absent, they stay.',
      items: { type: 'string', minLength: 1, maxLength: LONGEST_TAG },
    }),
    MinLength(1, { each: true, message: 'a tag needs at least 1 character' }),
    MaxLength(LONGEST_TAG, {
      each: true,
      message: `a tag has more than ${LONGEST_TAG} characters`,
    }),
    Matches(ONE_LINE, { each: true, message: 'a tag has no control characters' }),
  );
}

/** A text to filter a list by. */
export function FilterText(example: string, description: string): PropertyDecorator {
  return applyDecorators(
    TextField({ maximum: 200, example, description, optional: true }),
    Matches(ONE_LINE, { message: 'text has control characters' }),
  );
}

/** A JSON object of any content. */
export function ConfigField(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'object',
      additionalProperties: true,
      selfRequired: false,
      default: {},
      example: {},
      description: 'Settings to keep beside the text.',
    }),
    AsSent(),
    PresentOrAbsent(false),
    Check('config', isObject, 'value is not an object'),
    Check('exactNumbers', hasExactNumbers, 'numbers must not lose digits as JSON doubles'),
  );
}

/** Values of variables by name. */
export function VariablesField(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'object',
      additionalProperties: { type: 'string' },
      selfRequired: false,
      default: {},
      example: { title: 'Math 101' },
    }),
    AsSent(),
    PresentOrAbsent(false),
    Check('variables', isObjectOfTexts, 'value is not an object of texts'),
    Check(
      'variableCount',
      (value) => isObject(value) && Object.keys(value).length <= MOST_VARIABLES,
      `there are more than ${MOST_VARIABLES} variables`,
    ),
  );
}

function ListField(options: {
  optional: boolean;
  example: string[];
  description: string;
  items: { type: string; pattern?: string; minLength?: number; maxLength?: number };
}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'array',
      items: options.items,
      maxItems: LONGEST_LIST,
      uniqueItems: true,
      required: !options.optional,
      example: options.example,
      description: options.description,
    }),
    ...(options.optional ? [PresentOrAbsent(false)] : []),
    IsArray({ message: 'value is not a list' }),
    ArrayMaxSize(LONGEST_LIST, { message: `the list has more than ${LONGEST_LIST} entries` }),
    ArrayUnique({ message: 'the list names something twice' }),
    IsString({ each: true, message: 'every entry must be a text' }),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isObjectOfTexts(value: unknown): boolean {
  return isObject(value) && Object.values(value).every((member) => typeof member === 'string');
}

/** Whether every number inside is finite, and every whole one small enough to be exact. */
function hasExactNumbers(value: unknown): boolean {
  if (typeof value === 'number') {
    return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
  }
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(hasExactNumbers);
}
