import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccountRecoveryService } from '../../../domain/auth/account-recovery.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, Public, SignedIn } from '../../access';
import {
  AcceptInvitationRequest,
  EMAIL_VERIFIED,
  EmailVerifiedReply,
  ForgotPasswordReply,
  ForgotPasswordRequest,
  PASSWORD_SET,
  PasswordSetReply,
  RESET_ACCEPTED,
  ResetPasswordRequest,
  VerificationSentReply,
  VerifyEmailRequest,
} from '../../account-recovery.dto';
import { CoachingController } from '../coaching.surface';

@ApiTags('Authentication')
@CoachingController('auth')
export class CoachingAccountRecoveryController {
  constructor(private readonly recovery: AccountRecoveryService) {}

  @Public()
  @Post('verify-email')
  @HttpCode(200)
  @ApiOperation({ summary: 'Prove an email address with the token from a mail' })
  @ApiOkResponse({ type: EmailVerifiedReply })
  async verifyEmail(@Body() request: VerifyEmailRequest): Promise<EmailVerifiedReply> {
    await this.recovery.verifyEmail(request.token);
    return EMAIL_VERIFIED;
  }

  @SignedIn()
  @Post('verify-email/resend')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Send the mail that proves your address again',
    description: 'Once in five minutes; asked for more often there is no further mail.',
  })
  @ApiOkResponse({ type: VerificationSentReply })
  async resendVerification(@CurrentActor() actor: Actor): Promise<VerificationSentReply> {
    return {
      status: (await this.recovery.resendVerification(actor)) ? 'sent' : 'already_verified',
    };
  }

  @Public()
  @Post('forgot-password')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask for a mail to choose a new password',
    description: 'The answer is the same whether anybody has the address or not.',
  })
  @ApiOkResponse({ type: ForgotPasswordReply })
  async forgotPassword(@Body() request: ForgotPasswordRequest): Promise<ForgotPasswordReply> {
    await this.recovery.beginPasswordReset(request.email);
    return RESET_ACCEPTED;
  }

  @Public()
  @Post('reset-password')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Choose a new password with the token from a mail',
    description: 'Ends every sign-in of the account.',
  })
  @ApiOkResponse({ type: PasswordSetReply })
  async resetPassword(@Body() request: ResetPasswordRequest): Promise<PasswordSetReply> {
    await this.recovery.resetPassword(request.token, request.new_password);
    return PASSWORD_SET;
  }

  @Public()
  @Post('accept-invitation')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Choose the first password of an account that was made for you',
    description: 'With the token from the mail that invited you.',
  })
  @ApiOkResponse({ type: PasswordSetReply })
  async acceptInvitation(@Body() request: AcceptInvitationRequest): Promise<PasswordSetReply> {
    await this.recovery.acceptInvitation(request.token, request.password);
    return PASSWORD_SET;
  }
}
