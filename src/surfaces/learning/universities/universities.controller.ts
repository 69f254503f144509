import { Body, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { UniversitiesService } from '../../../domain/universities/universities.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly, SignedIn } from '../../access';
import { IdParameter } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import {
  CreateUniversityRequest,
  toUniversity,
  UniversitiesQuery,
  UniversityReply,
  UpdateUniversityRequest,
} from './universities.dto';

@ApiTags('Universities')
@LearningController('universities')
export class LearningUniversitiesController {
  constructor(private readonly universities: UniversitiesService) {}

  @SignedIn()
  @Get()
  @ApiOperation({ summary: 'List universities' })
  @ApiOkResponse({ type: [UniversityReply] })
  async list(@Query() query: UniversitiesQuery): Promise<UniversityReply[]> {
    return (await this.universities.list(query.country_code ?? null, query)).map(toUniversity);
  }

  @SignedIn()
  @Get(':university_id')
  @ApiOperation({ summary: 'Get a university' })
  @ApiOkResponse({ type: UniversityReply })
  async get(@IdParameter('university_id') id: number): Promise<UniversityReply> {
    return toUniversity(await this.universities.get(id));
  }

  @PlatformAdminOnly()
  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: 'Open a university', description: 'For platform admins.' })
  @ApiCreatedResponse({ type: UniversityReply })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: CreateUniversityRequest,
  ): Promise<UniversityReply> {
    return toUniversity(
      await this.universities.create(actor, {
        name: request.name,
        countryCode: request.country_code,
      }),
    );
  }

  @PlatformAdminOnly()
  @Put(':university_id')
  @ApiOperation({
    summary: 'Change a university',
    description: 'For platform admins. Absent fields stay as they are.',
  })
  @ApiOkResponse({ type: UniversityReply })
  async update(
    @CurrentActor() actor: Actor,
    @IdParameter('university_id') id: number,
    @Body() request: UpdateUniversityRequest,
  ): Promise<UniversityReply> {
    return toUniversity(
      await this.universities.update(actor, id, {
        name: request.name,
        countryCode: request.country_code,
      }),
    );
  }

  @PlatformAdminOnly()
  @Delete(':university_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Close a university',
    description: 'For platform admins. Refused while it has courses.',
  })
  @ApiNoContentResponse()
  async delete(
    @CurrentActor() actor: Actor,
    @IdParameter('university_id') id: number,
  ): Promise<void> {
    await this.universities.delete(actor, id);
  }
}
