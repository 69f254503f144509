import { Body, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { SettingsAdministrationService } from '../../../domain/settings/settings-administration.service';
import { TestMailService } from '../../../domain/settings/test-mail.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { CoachingController, CoachingError } from '../coaching.surface';
import { PageQuery, sliceOf } from '../page-query';
import {
  AllSettingsReply,
  CATEGORIES,
  SettingsReply,
  SettingsVersionsReply,
  TestMailReply,
  toAllSettings,
  toSettings,
  toSettingsVersions,
  toTestMail,
  toUpdatedSettings,
  UpdatedSettingsReply,
  UpdateSettingsRequest,
} from './settings.dto';

const CATEGORY = {
  name: 'category',
  schema: { type: 'string', enum: CATEGORIES, example: 'email' },
} as const;
const UNKNOWN = { type: CoachingError, description: 'There is no such category.' };

@ApiTags('Admin Management')
@PlatformAdminOnly()
@CoachingController('admin/settings')
export class CoachingSettingsController {
  constructor(
    private readonly settings: SettingsAdministrationService,
    private readonly testMail: TestMailService,
  ) {}

  @Put()
  @ApiOperation({
    summary: 'Change settings of one category',
    description: 'Acts on every process within five seconds, without a restart.',
  })
  @ApiOkResponse({ type: UpdatedSettingsReply })
  async update(
    @CurrentActor() actor: Actor,
    @Body() request: UpdateSettingsRequest,
  ): Promise<UpdatedSettingsReply> {
    return toUpdatedSettings(await this.settings.change(actor, request.category, request.settings));
  }

  @Get()
  @ApiOperation({ summary: 'Get all settings', description: 'Secrets are masked.' })
  @ApiOkResponse({ type: AllSettingsReply })
  async list(@CurrentActor() actor: Actor): Promise<AllSettingsReply> {
    return toAllSettings(await this.settings.list(actor));
  }

  @Get(':category')
  @ApiParam(CATEGORY)
  @ApiOperation({ summary: 'Get the settings of one category', description: 'Secrets are masked.' })
  @ApiOkResponse({ type: SettingsReply })
  @ApiNotFoundResponse(UNKNOWN)
  async get(
    @CurrentActor() actor: Actor,
    @Param('category') category: string,
  ): Promise<SettingsReply> {
    return toSettings(await this.settings.get(actor, category));
  }

  @Get(':category/versions')
  @ApiParam(CATEGORY)
  @ApiOperation({
    summary: 'List who changed which settings of a category when',
    description: 'The newest first. Never shows secrets.',
  })
  @ApiOkResponse({ type: SettingsVersionsReply })
  @ApiNotFoundResponse(UNKNOWN)
  async versions(
    @CurrentActor() actor: Actor,
    @Param('category') category: string,
    @Query() query: PageQuery,
  ): Promise<SettingsVersionsReply> {
    return toSettingsVersions(await this.settings.changes(actor, category, sliceOf(query)), query);
  }

  @Post('email/test')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Send a test mail to yourself now',
    description: 'Over the mail server that is set at this moment.',
  })
  @ApiOkResponse({ type: TestMailReply })
  @ApiServiceUnavailableResponse({
    type: CoachingError,
    description: 'The mail server did not take it; the message says why.',
  })
  async test(@CurrentActor() actor: Actor): Promise<TestMailReply> {
    return toTestMail(await this.testMail.send(actor));
  }
}
