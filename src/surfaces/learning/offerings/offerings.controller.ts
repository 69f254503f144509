import { Body, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { OfferingsService } from '../../../domain/courses/offerings.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove, SignedIn } from '../../access';
import { IdParameter, SliceQuery } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import {
  CreateOfferingRequest,
  OfferingReply,
  toOffering,
  toOfferingChanges,
  toOfferingDraft,
  UpdateOfferingRequest,
} from './offerings.dto';

@ApiTags('Courses')
@LearningController('courses/:course_id/offerings')
export class LearningOfferingsController {
  constructor(private readonly offerings: OfferingsService) {}

  @SignedIn()
  @Get()
  @ApiOperation({
    summary: 'List the offerings of a course',
    description: 'The latest term first. Unlisted and private ones only to who belongs to them.',
  })
  @ApiOkResponse({ type: [OfferingReply] })
  async list(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') courseId: number,
    @Query() slice: SliceQuery,
  ): Promise<OfferingReply[]> {
    return (await this.offerings.listOfCourse(actor, courseId, slice)).map(toOffering);
  }

  @SignedIn()
  @Get(':offering_id')
  @ApiOperation({ summary: 'Get an offering' })
  @ApiOkResponse({ type: OfferingReply })
  async get(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') courseId: number,
    @IdParameter('offering_id') id: number,
  ): Promise<OfferingReply> {
    return toOffering(await this.offerings.getOfCourse(actor, courseId, id));
  }

  @InstructorOrAbove()
  @Post()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Open an offering of a course',
    description: 'For instructors of the university and platform admins; who opens it teaches it.',
  })
  @ApiCreatedResponse({ type: OfferingReply })
  async create(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') courseId: number,
    @Body() request: CreateOfferingRequest,
  ): Promise<OfferingReply> {
    return toOffering(await this.offerings.create(actor, courseId, toOfferingDraft(request)));
  }

  @InstructorOrAbove()
  @Put(':offering_id')
  @ApiOperation({ summary: 'Change an offering', description: 'Absent fields stay as they are.' })
  @ApiOkResponse({ type: OfferingReply })
  async update(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') courseId: number,
    @IdParameter('offering_id') id: number,
    @Body() request: UpdateOfferingRequest,
  ): Promise<OfferingReply> {
    const changes = toOfferingChanges(request);
    return toOffering(await this.offerings.update(actor, courseId, id, changes));
  }

  @InstructorOrAbove()
  @Delete(':offering_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove an offering',
    description: 'With its enrollments and the progress made in it.',
  })
  @ApiNoContentResponse()
  async delete(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') courseId: number,
    @IdParameter('offering_id') id: number,
  ): Promise<void> {
    await this.offerings.delete(actor, courseId, id);
  }

  @InstructorOrAbove()
  @Put(':offering_id/instructors/:user_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Let an instructor teach an offering',
    description: 'From then on they see its students.',
  })
  @ApiNoContentResponse()
  async addInstructor(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') courseId: number,
    @IdParameter('offering_id') id: number,
    @IdParameter('user_id') userId: number,
  ): Promise<void> {
    await this.offerings.addInstructor(actor, courseId, id, userId);
  }

  @InstructorOrAbove()
  @Delete(':offering_id/instructors/:user_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Let an instructor teach an offering no longer' })
  @ApiNoContentResponse()
  async removeInstructor(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') courseId: number,
    @IdParameter('offering_id') id: number,
    @IdParameter('user_id') userId: number,
  ): Promise<void> {
    await this.offerings.removeInstructor(actor, courseId, id, userId);
  }
}
