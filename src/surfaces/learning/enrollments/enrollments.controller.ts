import { Body, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { EnrollmentsService } from '../../../domain/enrollments/enrollments.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove, SignedIn } from '../../access';
import { IdParameter, SliceQuery } from '../../http/parameters';
import { LearningController, LearningError } from '../learning.surface';
import {
  EnrollmentReply,
  EnrollRequest,
  ParticipantReply,
  ParticipantsQuery,
  toEnrollment,
  toParticipant,
  UpdateEnrollmentRequest,
} from './enrollments.dto';

@ApiTags('Enrollments')
@LearningController('enrollments')
export class LearningEnrollmentsController {
  constructor(private readonly enrollments: EnrollmentsService) {}

  @SignedIn()
  @Get('my-enrollments')
  @ApiOperation({ summary: 'List your own enrollments', description: 'The newest first.' })
  @ApiOkResponse({ type: [EnrollmentReply] })
  async listOwn(
    @CurrentActor() actor: Actor,
    @Query() slice: SliceQuery,
  ): Promise<EnrollmentReply[]> {
    return (await this.enrollments.listOwn(actor, slice)).map(toEnrollment);
  }

  @InstructorOrAbove()
  @Get()
  @ApiOperation({
    summary: 'List the students of an offering',
    description: 'For those who teach it or write the course; each reading is recorded.',
  })
  @ApiOkResponse({ type: [ParticipantReply] })
  @ApiNotFoundResponse({ type: LearningError, description: 'There is no such offering.' })
  async listOfOffering(
    @CurrentActor() actor: Actor,
    @Query() query: ParticipantsQuery,
  ): Promise<ParticipantReply[]> {
    const participants = await this.enrollments.listOfOffering(
      actor,
      query.course_offering_id,
      query,
    );
    return participants.map(toParticipant);
  }

  @SignedIn()
  @Get(':enrollment_id')
  @ApiOperation({
    summary: 'Get an enrollment',
    description: 'Your own, or of a student you teach.',
  })
  @ApiOkResponse({ type: EnrollmentReply })
  async get(
    @CurrentActor() actor: Actor,
    @IdParameter('enrollment_id') id: number,
  ): Promise<EnrollmentReply> {
    return toEnrollment(await this.enrollments.get(actor, id));
  }

  @SignedIn()
  @Post()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Enroll in an offering',
    description:
      'While its window is open and a place is left. Who dropped out comes back into the same enrollment.',
  })
  @ApiCreatedResponse({ type: EnrollmentReply })
  async enroll(
    @CurrentActor() actor: Actor,
    @Body() request: EnrollRequest,
  ): Promise<EnrollmentReply> {
    return toEnrollment(
      await this.enrollments.enroll(actor, request.course_offering_id, request.user_id),
    );
  }

  @SignedIn()
  @Put(':enrollment_id')
  @ApiOperation({
    summary: 'Change the status of an enrollment',
    description:
      'ACTIVE becomes COMPLETED or DROPPED, DROPPED becomes ACTIVE; only a teacher reopens what is COMPLETED.',
  })
  @ApiOkResponse({ type: EnrollmentReply })
  async update(
    @CurrentActor() actor: Actor,
    @IdParameter('enrollment_id') id: number,
    @Body() request: UpdateEnrollmentRequest,
  ): Promise<EnrollmentReply> {
    return toEnrollment(await this.enrollments.setStatus(actor, id, request.status));
  }
}
