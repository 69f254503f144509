import { Body, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AwsCredentialsService } from '../../../domain/provider-credentials/aws-credentials.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { LearningController } from '../learning.surface';
import {
  AwsConnectionTestReply,
  AwsCredentialStatusReply,
  toAwsConnectionTest,
  toAwsCredentials,
  toAwsCredentialStatus,
  UpdateAwsCredentialsRequest,
} from './aws-credentials.dto';

@ApiTags('Admin')
@PlatformAdminOnly()
@LearningController('admin/aws-credentials')
export class LearningAwsCredentialsController {
  constructor(private readonly credentials: AwsCredentialsService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Store the AWS credentials for Bedrock',
    description:
      'For platform admins. They are kept encrypted, never shown again, and used within seconds.',
  })
  @ApiOkResponse({ type: AwsCredentialStatusReply })
  async update(
    @CurrentActor() actor: Actor,
    @Body() request: UpdateAwsCredentialsRequest,
  ): Promise<AwsCredentialStatusReply> {
    return toAwsCredentialStatus(await this.credentials.set(actor, toAwsCredentials(request)));
  }

  @Get('status')
  @ApiOperation({
    summary: 'See which AWS credentials are in use',
    description: 'For platform admins; masked.',
  })
  @ApiOkResponse({ type: AwsCredentialStatusReply })
  async status(@CurrentActor() actor: Actor): Promise<AwsCredentialStatusReply> {
    return toAwsCredentialStatus(await this.credentials.status(actor));
  }

  @Post('test')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Ask Bedrock for a few words with the credentials in use',
    description: 'For platform admins. A failure is a reply too: `success` is false.',
  })
  @ApiOkResponse({ type: AwsConnectionTestReply })
  async test(@CurrentActor() actor: Actor): Promise<AwsConnectionTestReply> {
    return toAwsConnectionTest(await this.credentials.test(actor));
  }
}
