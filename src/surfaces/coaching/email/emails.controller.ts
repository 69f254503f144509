import { Body, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { EmailMessagesService } from '../../../domain/email/email-messages.service';
import { EmailSending } from '../../../domain/email/email-sending.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController } from '../coaching.surface';
import { sliceOf } from '../page-query';
import { UuidParameter } from '../uuid-fields';
import {
  DeliveryReportRequest,
  EmailReply,
  EmailsQuery,
  EmailsReply,
  toDeliveryReport,
  toEmail,
  toEmails,
} from './emails.dto';
import { toRecipient } from './recipient.dto';
import {
  BulkEmailReply,
  BulkEmailRequest,
  EmailAcceptedReply,
  ScheduleEmailRequest,
  SendEmailRequest,
  toBulk,
  toDraft,
} from './sending.dto';

const LOCATION = {
  Location: { schema: { type: 'string' as const }, description: 'Where the mail is.' },
};

@ApiTags('Email Services')
@SignedIn()
@CoachingController('email')
export class CoachingEmailsController {
  constructor(
    private readonly sending: EmailSending,
    private readonly messages: EmailMessagesService,
  ) {}

  @Post('send')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Send a mail',
    description: 'Coaches write to their own students, platform admins to anybody.',
  })
  @ApiAcceptedResponse({ type: EmailAcceptedReply, headers: LOCATION })
  async send(
    @CurrentActor() actor: Actor,
    @Body() request: SendEmailRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EmailAcceptedReply> {
    return accepted(
      await this.sending.send(actor, toRecipient(request.to, 'to'), toDraft(request)),
      reply,
    );
  }

  @Post('schedule')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a mail at a later time' })
  @ApiAcceptedResponse({ type: EmailAcceptedReply, headers: LOCATION })
  async schedule(
    @CurrentActor() actor: Actor,
    @Body() request: ScheduleEmailRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EmailAcceptedReply> {
    return accepted(
      await this.sending.send(
        actor,
        toRecipient(request.to, 'to'),
        toDraft(request, request.send_at),
      ),
      reply,
    );
  }

  @Post('bulk')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Send the same mail to many',
    description: 'Each gets a mail of their own; the reply says what became of each.',
  })
  @ApiAcceptedResponse({ type: BulkEmailReply })
  async bulk(
    @CurrentActor() actor: Actor,
    @Body() request: BulkEmailRequest,
  ): Promise<BulkEmailReply> {
    return toBulk(
      await this.sending.sendMany(
        actor,
        request.recipients.map((to, index) => toRecipient(to, `recipients.${index}`)),
        toDraft(request),
      ),
    );
  }

  @Get()
  @ApiOperation({
    summary: 'List mails',
    description: 'The newest first: those that you sent, or for platform admins all.',
  })
  @ApiOkResponse({ type: EmailsReply })
  async list(@CurrentActor() actor: Actor, @Query() query: EmailsQuery): Promise<EmailsReply> {
    return toEmails(await this.messages.list(actor, query.status ?? null, sliceOf(query)), query);
  }

  @Get(':email_id')
  @ApiOperation({ summary: 'Get a mail and its status' })
  @ApiOkResponse({ type: EmailReply })
  async get(
    @CurrentActor() actor: Actor,
    @UuidParameter('email_id') id: string,
  ): Promise<EmailReply> {
    return toEmail(await this.messages.get(actor, id));
  }

  @Post(':email_id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Cancel a mail that is still queued' })
  @ApiOkResponse({ type: EmailReply })
  async cancel(
    @CurrentActor() actor: Actor,
    @UuidParameter('email_id') id: string,
  ): Promise<EmailReply> {
    return toEmail(await this.messages.cancel(actor, id));
  }

  @Post(':email_id/delivery')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Report what became of a mail that was sent',
    description: 'For platform admins: delivered, or bounced later than the mail server could say.',
  })
  @ApiOkResponse({ type: EmailReply })
  async report(
    @CurrentActor() actor: Actor,
    @UuidParameter('email_id') id: string,
    @Body() request: DeliveryReportRequest,
  ): Promise<EmailReply> {
    return toEmail(await this.messages.report(actor, id, toDeliveryReport(request)));
  }
}

function accepted(id: string, reply: FastifyReply): EmailAcceptedReply {
  void reply.header('Location', `/api/email/${id}`);
  return { id, status: 'queued' };
}
