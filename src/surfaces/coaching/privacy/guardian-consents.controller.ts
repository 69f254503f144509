import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { GuardianConsentsService } from '../../../domain/privacy/consent/guardian-consents.service';
import { Public } from '../../access';
import { CoachingController } from '../coaching.surface';
import {
  ConfirmConsentRequest,
  ConsentStateReply,
  RevokeConsentRequest,
} from './guardian-consents.dto';

@ApiTags('Privacy')
@CoachingController('privacy/guardian-consents')
export class CoachingGuardianConsentsController {
  constructor(private readonly consents: GuardianConsentsService) {}

  @Public()
  @Post('confirm')
  @HttpCode(200)
  @ApiOperation({
    summary: "Answer as a child's guardian",
    description:
      'With the token of the mail. Whoever agrees opens the account; whoever does not closes it, and it is erased.',
  })
  @ApiOkResponse({ type: ConsentStateReply })
  async confirm(@Body() request: ConfirmConsentRequest): Promise<ConsentStateReply> {
    const { token, guardian_name: name, agrees } = request;
    return { status: await this.consents.answer(token, name, agrees) };
  }

  @Public()
  @Post('revoke')
  @HttpCode(200)
  @ApiOperation({
    summary: "Take back a guardian's consent",
    description: 'With the token of the mail that confirmed it. The account closes and is erased.',
  })
  @ApiOkResponse({ type: ConsentStateReply })
  async revoke(@Body() request: RevokeConsentRequest): Promise<ConsentStateReply> {
    return { status: await this.consents.revoke(request.token) };
  }
}
