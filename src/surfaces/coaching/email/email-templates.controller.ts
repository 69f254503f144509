import { Body, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EmailTemplates } from '../../../domain/email/templates/email-templates.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { IdParameter } from '../../http/parameters';
import { CoachingController } from '../coaching.surface';
import {
  PreviewRequest,
  TemplateReply,
  TemplatesReply,
  TemplateStoredReply,
  TemplateVersionRequest,
  toTemplate,
  toTemplateSummary,
  toWording,
  WordingReply,
} from './email-templates.dto';

@ApiTags('Email Services')
@SignedIn()
@CoachingController('email/templates')
export class CoachingEmailTemplatesController {
  constructor(private readonly templates: EmailTemplates) {}

  @Get()
  @ApiOperation({ summary: 'List templates', description: 'For coaches and platform admins.' })
  @ApiOkResponse({ type: TemplatesReply })
  async list(@CurrentActor() actor: Actor): Promise<TemplatesReply> {
    return { templates: (await this.templates.list(actor)).map(toTemplateSummary) };
  }

  @Get(':name')
  @ApiOperation({ summary: 'Get a template with its words' })
  @ApiOkResponse({ type: TemplateReply })
  async get(@CurrentActor() actor: Actor, @Param('name') name: string): Promise<TemplateReply> {
    return toTemplate(await this.templates.get(actor, name));
  }

  @Post(':name/versions')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Store new words for a template',
    description: 'In Liquid. They are tried with the examples, and in use once activated.',
  })
  @ApiOkResponse({ type: TemplateStoredReply })
  async addVersion(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @Body() request: TemplateVersionRequest,
  ): Promise<TemplateStoredReply> {
    return { name, version: await this.templates.addVersion(actor, name, request) };
  }

  @Post(':name/versions/:version/activate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a version into use', description: '1 brings back our own words.' })
  @ApiOkResponse({ type: TemplateReply })
  async activate(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @IdParameter('version') version: number,
  ): Promise<TemplateReply> {
    return toTemplate(await this.templates.activate(actor, name, version));
  }

  @Post(':name/preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'Show a mail as it would be' })
  @ApiOkResponse({ type: WordingReply })
  async preview(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @Body() request: PreviewRequest,
  ): Promise<WordingReply> {
    return toWording(
      await this.templates.preview(actor, name, request.version ?? null, request.variables ?? {}),
    );
  }
}
