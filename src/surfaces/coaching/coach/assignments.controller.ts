import { Body, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CoachLinksService } from '../../../domain/coach/coach-links.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { IdParameter } from '../../http/parameters';
import { CoachingController, CoachingError } from '../coaching.surface';
import { sliceOf } from '../page-query';
import {
  AssignmentReply,
  AssignmentsQuery,
  AssignmentsReply,
  CreateAssignmentRequest,
  toAssignment,
  toAssignments,
} from './assignments.dto';

@ApiTags('Admin Management')
@PlatformAdminOnly()
@CoachingController('admin/assignments')
export class CoachingAssignmentsController {
  constructor(private readonly links: CoachLinksService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Give a student a coach', description: 'Done twice it is done once.' })
  @ApiOkResponse({ type: AssignmentReply })
  @ApiNotFoundResponse({ type: CoachingError, description: 'There is no such coach or student.' })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: CreateAssignmentRequest,
  ): Promise<AssignmentReply> {
    return toAssignment(await this.links.assign(actor, request.coach_id, request.student_id));
  }

  @Get()
  @ApiOperation({ summary: 'List who coaches whom', description: 'The newest first.' })
  @ApiOkResponse({ type: AssignmentsReply })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: AssignmentsQuery,
  ): Promise<AssignmentsReply> {
    const filter = {
      coachUuid: query.coach_id ?? null,
      studentUuid: query.student_id ?? null,
      status: query.status ?? null,
    };
    return toAssignments(await this.links.list(actor, filter, sliceOf(query)), query);
  }

  @Delete(':assignment_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'End a link between a coach and a student' })
  @ApiNoContentResponse()
  async delete(
    @CurrentActor() actor: Actor,
    @IdParameter('assignment_id') id: number,
  ): Promise<void> {
    await this.links.endByAdmin(actor, id);
  }
}
