import { Body, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { SubjectsService } from '../../../domain/universities/subjects.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly, SignedIn } from '../../access';
import { IdParameter, SliceQuery } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import { SubjectReply, SubjectRequest, toSubject } from './subjects.dto';

@ApiTags('Universities')
@LearningController('subjects')
export class LearningSubjectsController {
  constructor(private readonly subjects: SubjectsService) {}

  @SignedIn()
  @Get()
  @ApiOperation({ summary: 'List subjects', description: 'By name.' })
  @ApiOkResponse({ type: [SubjectReply] })
  async list(@Query() slice: SliceQuery): Promise<SubjectReply[]> {
    return (await this.subjects.list(slice)).map(toSubject);
  }

  @PlatformAdminOnly()
  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: 'Add a subject', description: 'For platform admins.' })
  @ApiCreatedResponse({ type: SubjectReply })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: SubjectRequest,
  ): Promise<SubjectReply> {
    return toSubject(await this.subjects.create(actor, request.name));
  }

  @PlatformAdminOnly()
  @Put(':subject_id')
  @ApiOperation({ summary: 'Rename a subject', description: 'For platform admins.' })
  @ApiOkResponse({ type: SubjectReply })
  async update(
    @CurrentActor() actor: Actor,
    @IdParameter('subject_id') id: number,
    @Body() request: SubjectRequest,
  ): Promise<SubjectReply> {
    return toSubject(await this.subjects.rename(actor, id, request.name));
  }

  @PlatformAdminOnly()
  @Delete(':subject_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove a subject',
    description: 'For platform admins. Refused while courses have it; preferences for it end.',
  })
  @ApiNoContentResponse()
  async delete(@CurrentActor() actor: Actor, @IdParameter('subject_id') id: number): Promise<void> {
    await this.subjects.delete(actor, id);
  }
}
