import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import type { Registration, SignedIn } from '../../../domain/auth/registration.service';
import { type Grant } from '../../../kernel/actor';
import {
  BirthDateField,
  EmailField,
  GuardianEmailField,
  PasswordField,
  PresentPasswordField,
  TextField,
} from '../../http/fields';
import { toRoleWord } from './role-words';

/** What a person gives to join. */
export class RegisterRequest {
  @EmailField()
  email: string;

  @PasswordField('SecurePassword123!')
  password: string;

  @TextField({ maximum: 200, example: 'John Doe' })
  name: string;

  @ApiProperty({ enum: ['student', 'coach'], example: 'student' })
  @IsIn(['student', 'coach'], { message: 'role is either student or coach' })
  role: 'student' | 'coach';

  @BirthDateField()
  date_of_birth?: string | null;

  @GuardianEmailField()
  guardian_email?: string;
}

/** Address and password. */
export class LoginRequest {
  @EmailField()
  email: string;

  @PresentPasswordField('SecurePassword123!')
  password: string;
}

class TokenFields {
  @ApiProperty({ example: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.…' })
  access_token: string;

  @ApiProperty({ example: 'trr_9mQ…', description: 'Opaque; good for seven days.' })
  refresh_token: string;

  @ApiProperty({ example: 'bearer', enum: ['bearer'] })
  token_type: string;
}

/** A new account with its tokens. */
export class RegisterReply extends TokenFields {
  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  user_id: string;

  @ApiProperty({ example: 'user@example.com' })
  email: string;
}

class LoginUser {
  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  id: string;

  @ApiProperty({ example: 'user@example.com' })
  email: string;

  @ApiProperty({ enum: ['student', 'coach', 'instructor', 'admin'], example: 'student' })
  role: string;
}

/** Tokens and who they are for. */
export class LoginReply extends TokenFields {
  @ApiProperty({ type: LoginUser })
  user: LoginUser;
}

/** A new access token; the refresh token stays. */
export class RefreshReply {
  @ApiProperty({ example: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.…' })
  access_token: string;

  @ApiProperty({ example: 'bearer', enum: ['bearer'] })
  token_type: string;
}

/** The domain's words for a request to register. */
export function toRegistration(request: RegisterRequest): Registration {
  const { date_of_birth: dateOfBirth = null, guardian_email: guardianEmail } = request;
  const untold = { learningGoal: null, studyLevel: null, grade: null };
  return {
    email: request.email,
    password: request.password,
    fullName: request.name,
    role: request.role === 'coach' ? 'COACH' : 'STUDENT',
    ...(dateOfBirth === null ? {} : { profile: { dateOfBirth, ...untold } }),
    ...(guardianEmail === undefined ? {} : { guardianEmail }),
  };
}

/** A new account as this contract shows it. */
export function toRegister(signedIn: SignedIn): RegisterReply {
  return { user_id: signedIn.user.uuid, email: signedIn.user.email, ...toTokens(signedIn) };
}

/** A sign-in as this contract shows it. */
export function toLogin(signedIn: SignedIn, grants: readonly Grant[]): LoginReply {
  return {
    ...toTokens(signedIn),
    user: { id: signedIn.user.uuid, email: signedIn.user.email, role: toRoleWord(grants) },
  };
}

function toTokens(signedIn: SignedIn): TokenFields {
  return {
    access_token: signedIn.accessToken,
    refresh_token: signedIn.refreshToken,
    token_type: 'bearer',
  };
}
