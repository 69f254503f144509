import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsEmail,
  IsString,
  Matches,
  MaxLength,
  MinLength,
  registerDecorator,
  ValidateIf,
} from 'class-validator';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../domain/auth/password-rules';
import { isTimeZone } from '../../kernel/time-zone';

interface TextOptions {
  readonly minimum?: number;
  readonly maximum: number;
  readonly example: string;
  readonly description?: string;
  readonly optional?: boolean;
  readonly nullable?: boolean;
}

/** A text field; spaces around it don't count, and an empty one is refused unless allowed. */
export function TextField(options: TextOptions): PropertyDecorator {
  const minimum = options.minimum ?? 1;
  return applyDecorators(
    ApiProperty({
      type: 'string',
      ...(options.nullable ? { nullable: true } : {}),
      minLength: minimum,
      maxLength: options.maximum,
      example: options.example,
      required: !options.optional,
      ...(options.description === undefined ? {} : { description: options.description }),
    }),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? value.trim() : value,
    ),
    ...(options.optional ? [PresentOrAbsent(options.nullable ?? false)] : []),
    IsString({ message: 'value is not a text' }),
    MinLength(minimum, { message: `text needs at least ${minimum} characters` }),
    MaxLength(options.maximum, { message: `text has more than ${options.maximum} characters` }),
  );
}

/** An email address. */
export function EmailField(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ format: 'email', maxLength: 254, example: 'user@example.com' }),
    IsEmail({}, { message: 'value is not a valid email address' }),
    MaxLength(254, { message: 'text has more than 254 characters' }),
  );
}

/** The address of a parent or guardian, for students under 13. */
export function GuardianEmailField(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      format: 'email',
      maxLength: 254,
      example: 'parent@example.com',
      required: false,
      description:
        'For students under 13: who is asked by mail. The account opens when they have agreed.',
    }),
    PresentOrAbsent(false),
    IsEmail({}, { message: 'value is not a valid email address' }),
    MaxLength(254, { message: 'text has more than 254 characters' }),
  );
}

/** A password as a person chooses or gives it: never trimmed or changed. */
export function PasswordField(example: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      format: 'password',
      minLength: SHORTEST_PASSWORD,
      maxLength: LONGEST_PASSWORD,
      example,
    }),
    IsString({ message: 'value is not a text' }),
    MinLength(SHORTEST_PASSWORD, {
      message: `a password needs at least ${SHORTEST_PASSWORD} characters`,
    }),
    MaxLength(LONGEST_PASSWORD, {
      message: `a password has at most ${LONGEST_PASSWORD} characters`,
    }),
  );
}

/**
 * A password that a person signs in with: taken as it is, spaces around it included. Its length is
 * only bounded, so that an account from before a rule can still get in.
 */
export function PresentPasswordField(example: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ format: 'password', minLength: 1, maxLength: 1024, example }),
    IsString({ message: 'value is not a text' }),
    MinLength(1, { message: 'text must not be empty' }),
    MaxLength(1024, { message: 'text has more than 1024 characters' }),
  );
}

/** A word in capitals, e.g. UNDERGRADUATE. */
export function CodeWordField(example: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'string',
      nullable: true,
      pattern: '^[A-Z][A-Z0-9_]*$',
      maxLength: 64,
      example,
      required: false,
    }),
    PresentOrAbsent(true),
    Matches(/^[A-Z][A-Z0-9_]{0,63}$/, {
      message: 'value is not a word in capitals such as ' + example,
    }),
  );
}

/** An IANA time zone that this machine knows. */
export function TimeZoneField(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ example: 'America/New_York', required: false, description: 'IANA time zone.' }),
    PresentOrAbsent(false),
    Check('timeZone', isNameOfTimeZone, 'value is not an IANA time zone such as Europe/Berlin'),
  );
}

/** A BCP 47 language tag. */
export function LocaleField(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ example: 'en', required: false, description: 'BCP 47 language tag.' }),
    PresentOrAbsent(false),
    Check('locale', isLocale, 'value is not a language tag such as en or pt-BR'),
  );
}

/** A calendar date that exists and is not in the future. */
export function BirthDateField(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'string',
      nullable: true,
      format: 'date',
      example: '2000-01-01',
      required: false,
    }),
    PresentOrAbsent(true),
    Check('date', isPastDate, 'value is not a date of the past as YYYY-MM-DD'),
  );
}

/** Absent is fine; null only where null means something. */
export function PresentOrAbsent(nullable: boolean): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined && !(nullable && value === null));
}

/** A rule of our own: what it is called, when it holds, and what to say when it does not. */
export function Check(
  name: string,
  validate: (value: unknown) => boolean,
  message: string,
): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(propertyName),
      options: { message },
      validator: { validate },
    });
}

function isNameOfTimeZone(value: unknown): boolean {
  return typeof value === 'string' && isTimeZone(value);
}

function isLocale(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > 35) return false;
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}

function isPastDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(value);
  return (
    !Number.isNaN(time) &&
    new Date(time).toISOString().startsWith(value) &&
    time <= Date.now() &&
    time > Date.UTC(1900, 0, 1)
  );
}
