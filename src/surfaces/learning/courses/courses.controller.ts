import { Body, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CoursesService } from '../../../domain/courses/courses.service';
import { CourseStatisticsService } from '../../../domain/enrollments/course-statistics.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove, SignedIn } from '../../access';
import { IdParameter } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import { CourseStatisticsReply, toCourseStatistics } from './course-statistics.dto';
import {
  CourseReply,
  CoursesQuery,
  CreateCourseRequest,
  toCourse,
  toCourseChanges,
  toCourseDraft,
  UpdateCourseRequest,
} from './courses.dto';

@ApiTags('Courses')
@LearningController('courses')
export class LearningCoursesController {
  constructor(
    private readonly courses: CoursesService,
    private readonly statistics: CourseStatisticsService,
  ) {}

  @SignedIn()
  @Get()
  @ApiOperation({
    summary: 'List courses',
    description: 'Unpublished ones only for those who write the courses of their university.',
  })
  @ApiOkResponse({ type: [CourseReply] })
  async list(@CurrentActor() actor: Actor, @Query() query: CoursesQuery): Promise<CourseReply[]> {
    return (await this.courses.list(actor, query.university_id ?? null, query)).map(toCourse);
  }

  @SignedIn()
  @Get(':course_id')
  @ApiOperation({ summary: 'Get a course' })
  @ApiOkResponse({ type: CourseReply })
  async get(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') id: number,
  ): Promise<CourseReply> {
    return toCourse(await this.courses.get(actor, id));
  }

  @SignedIn()
  @Get(':course_id/stats')
  @ApiOperation({
    summary: 'Get a course in numbers',
    description: 'Averages over few students are left out for those who do not write the course.',
  })
  @ApiOkResponse({ type: CourseStatisticsReply })
  async getStatistics(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') id: number,
  ): Promise<CourseStatisticsReply> {
    return toCourseStatistics(id, await this.statistics.of(actor, id));
  }

  @InstructorOrAbove()
  @Post()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Create a course',
    description: 'For instructors of the university and platform admins.',
  })
  @ApiCreatedResponse({ type: CourseReply })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: CreateCourseRequest,
  ): Promise<CourseReply> {
    return toCourse(await this.courses.create(actor, toCourseDraft(request)));
  }

  @InstructorOrAbove()
  @Put(':course_id')
  @ApiOperation({ summary: 'Change a course', description: 'Absent fields stay as they are.' })
  @ApiOkResponse({ type: CourseReply })
  async update(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') id: number,
    @Body() request: UpdateCourseRequest,
  ): Promise<CourseReply> {
    return toCourse(await this.courses.update(actor, id, toCourseChanges(request)));
  }

  @InstructorOrAbove()
  @Delete(':course_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove a course',
    description: 'With its modules, its content and the conversations about it.',
  })
  @ApiNoContentResponse()
  async delete(@CurrentActor() actor: Actor, @IdParameter('course_id') id: number): Promise<void> {
    await this.courses.delete(actor, id);
  }
}
