import { ApiProperty } from '@nestjs/swagger';
import { EmailField, PasswordField, TextField } from './http/fields';

const LONGEST_TOKEN = 200;
const EXAMPLE_TOKEN = 'tra_3q2-7wEbl0CqDmJkYh1uN0tJm2mZ9yqk5m2e3f4g5h6';

const TokenField = (): PropertyDecorator =>
  TextField({
    maximum: LONGEST_TOKEN,
    example: EXAMPLE_TOKEN,
    description: 'From the link in the mail; good once.',
  });

/** A token that proves an address. */
export class VerifyEmailRequest {
  @TokenField()
  token: string;
}

/** The address is proven. */
export class EmailVerifiedReply {
  @ApiProperty({ example: true })
  email_verified: boolean;
}

/** What came of asking for another mail. */
export class VerificationSentReply {
  @ApiProperty({ enum: ['sent', 'already_verified'], example: 'sent' })
  status: string;
}

/** Whose password is lost. */
export class ForgotPasswordRequest {
  @EmailField()
  email: string;
}

/** The same whether anybody has the address. */
export class ForgotPasswordReply {
  @ApiProperty({ enum: ['accepted'], example: 'accepted' })
  status: string;

  @ApiProperty({ example: 'If there is an account with this address, a mail is on its way.' })
  message: string;
}

/** A token from a mail and the password to set. */
export class ResetPasswordRequest {
  @TokenField()
  token: string;

  @PasswordField('a much better phrase')
  new_password: string;
}

/** A token from an invitation and the first password. */
export class AcceptInvitationRequest {
  @TokenField()
  token: string;

  @PasswordField('a long enough phrase')
  password: string;
}

/** The password is set; sign in with it. */
export class PasswordSetReply {
  @ApiProperty({ enum: ['password_set'], example: 'password_set' })
  status: string;
}

export const EMAIL_VERIFIED: EmailVerifiedReply = { email_verified: true };
export const PASSWORD_SET: PasswordSetReply = { status: 'password_set' };
export const RESET_ACCEPTED: ForgotPasswordReply = {
  status: 'accepted',
  message: 'If there is an account with this address, a mail is on its way.',
};
