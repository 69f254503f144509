import { Body, Get, Header, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EmailLinks } from '../../../domain/email/email-links.service';
import { EmailPreferencesService } from '../../../domain/email/email-preferences.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, Public, SignedIn } from '../../access';
import { TakesOneClickForm } from '../../http/one-click-form';
import { CoachingController } from '../coaching.surface';
import { toUnsubscribePage } from './unsubscribe-page';
import {
  EmailPreferencesReply,
  EmailPreferencesRequest,
  toEmailPreferences,
  toWishes,
  UnsubscribedReply,
} from './email-preferences.dto';

@ApiTags('Email Services')
@CoachingController('email')
export class CoachingEmailPreferencesController {
  constructor(
    private readonly preferences: EmailPreferencesService,
    private readonly links: EmailLinks,
  ) {}

  @SignedIn()
  @Get('preferences')
  @ApiOperation({ summary: 'Get which kinds of mail you want' })
  @ApiOkResponse({ type: EmailPreferencesReply })
  async get(@CurrentActor() actor: Actor): Promise<EmailPreferencesReply> {
    return toEmailPreferences(await this.preferences.get(actor));
  }

  @SignedIn()
  @Put('preferences')
  @ApiOperation({ summary: 'Say which kinds of mail you want' })
  @ApiOkResponse({ type: EmailPreferencesReply })
  async change(
    @CurrentActor() actor: Actor,
    @Body() request: EmailPreferencesRequest,
  ): Promise<EmailPreferencesReply> {
    return toEmailPreferences(await this.preferences.change(actor, toWishes(request)));
  }

  @Public()
  @Post('unsubscribe/:token')
  @HttpCode(200)
  @TakesOneClickForm()
  @ApiOperation({
    summary: 'End mails of one kind by the link in one of them',
    description: 'As mail programs do it (RFC 8058). Done twice it is done once.',
  })
  @ApiOkResponse({ type: UnsubscribedReply })
  async unsubscribe(@Param('token') token: string): Promise<UnsubscribedReply> {
    return { status: 'unsubscribed', category: await this.preferences.unsubscribe(token) };
  }

  @Public()
  @Get('unsubscribe/:token')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
  @Header('Referrer-Policy', 'no-referrer')
  @ApiOperation({
    summary: 'Open the page that asks whether to unsubscribe',
    description: 'Changes nothing: programs that look into mails open links, too.',
  })
  @ApiOkResponse({
    description: 'A page for people.',
    content: { 'text/html': { schema: { type: 'string' } } },
  })
  page(@Param('token') token: string): string {
    return toUnsubscribePage(this.links.unsubscribePage(token));
  }
}
