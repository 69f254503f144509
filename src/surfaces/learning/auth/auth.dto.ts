import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsObject,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { TokenPair } from '../../../domain/auth/token-issuer';
import type { Registration } from '../../../domain/auth/registration.service';
import {
  BirthDateField,
  CodeWordField,
  EmailField,
  GuardianEmailField,
  LocaleField,
  PasswordField,
  PresentOrAbsent,
  PresentPasswordField,
  TextField,
  TimeZoneField,
} from '../../http/fields';
import { LARGEST_ID } from '../../http/parameters';

/** An address to look up. */
export class CheckEmailRequest {
  @EmailField()
  email: string;
}

/** Whether an address is free. */
export class CheckEmailReply {
  @ApiProperty({ example: true })
  available: boolean;
}

/** What a new student gives. */
export class RegisterRequest {
  @EmailField()
  email: string;

  @PasswordField('SecurePass123')
  password: string;

  @TextField({ maximum: 200, example: 'John Doe' })
  full_name: string;

  @LocaleField()
  locale?: string;

  @TimeZoneField()
  time_zone?: string;
}

/** What a new student tells about themselves. */
export class ProfileRequest {
  @BirthDateField()
  date_of_birth?: string | null;

  @CodeWordField('CAREER_ADVANCEMENT')
  learning_goal?: string | null;

  @CodeWordField('UNDERGRADUATE')
  study_level?: string | null;

  @CodeWordField('SOPHOMORE')
  grade?: string | null;
}

/** What a new student gives, profile and subjects included. */
export class OnboardingRequest extends RegisterRequest {
  @ApiProperty({ type: ProfileRequest, required: false })
  @PresentOrAbsent(false)
  @IsObject({ message: 'value is not an object' })
  @ValidateNested()
  @Type(() => ProfileRequest)
  profile?: ProfileRequest;

  @ApiProperty({
    type: 'array',
    items: { type: 'integer', minimum: 1 },
    maxItems: 50,
    required: false,
    example: [1, 2, 3],
    description: 'Ids of subjects.',
  })
  @PresentOrAbsent(false)
  @IsArray({ message: 'value is not a list' })
  @ArrayMaxSize(50, { message: 'the list has more than 50 entries' })
  @ArrayUnique({ message: 'the list names something twice' })
  @IsInt({ each: true, message: 'every entry must be a whole number' })
  @Min(1, { each: true, message: 'ids start at 1' })
  @Max(LARGEST_ID, { each: true, message: `ids end at ${LARGEST_ID}` })
  subject_preferences?: number[];

  @GuardianEmailField()
  guardian_email?: string;
}

/** Address and password. */
export class LoginRequest {
  @EmailField()
  email: string;

  @PresentPasswordField('SecurePass123')
  password: string;
}

/** A fresh pair of tokens. */
export class TokensReply {
  @ApiProperty({ example: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.…' })
  access_token: string;

  @ApiProperty({ example: 'trr_9mQ…', description: 'Opaque; good once.' })
  refresh_token: string;

  @ApiProperty({ example: 'bearer', enum: ['bearer'] })
  token_type: string;
}

/** The pair as this contract shows it. */
export function toTokens(pair: TokenPair): TokensReply {
  return {
    access_token: pair.accessToken,
    refresh_token: pair.refreshToken,
    token_type: 'bearer',
  };
}

/** The domain's words for a request to register. */
export function toRegistration(request: OnboardingRequest): Registration {
  return {
    email: request.email,
    password: request.password,
    fullName: request.full_name,
    role: 'STUDENT',
    ...(request.locale === undefined ? {} : { locale: request.locale }),
    ...(request.time_zone === undefined ? {} : { timeZone: request.time_zone }),
    ...(request.profile === undefined
      ? {}
      : {
          profile: {
            dateOfBirth: request.profile.date_of_birth ?? null,
            learningGoal: request.profile.learning_goal ?? null,
            studyLevel: request.profile.study_level ?? null,
            grade: request.profile.grade ?? null,
          },
        }),
    ...(request.subject_preferences === undefined
      ? {}
      : { subjectIds: request.subject_preferences }),
    ...(request.guardian_email === undefined ? {} : { guardianEmail: request.guardian_email }),
  };
}
