import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { UniversitiesService } from '../../../domain/universities/universities.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove, PlatformAdminOnly, SignedIn } from '../../access';
import { IdParameter, SliceQuery } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import {
  CreateDepartmentRequest,
  CreateUniversityRequest,
  DepartmentReply,
  toDepartment,
  toUniversity,
  UniversityReply,
} from './universities.dto';

@ApiTags('Universities')
@LearningController('universities')
export class LearningUniversitiesController {
  constructor(private readonly universities: UniversitiesService) {}

  @SignedIn()
  @Get()
  @ApiOperation({ summary: 'List universities' })
  @ApiOkResponse({ type: [UniversityReply] })
  async list(@Query() slice: SliceQuery): Promise<UniversityReply[]> {
    return (await this.universities.list(slice)).map(toUniversity);
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

  @SignedIn()
  @Get(':university_id/departments')
  @ApiOperation({ summary: 'List the departments of a university' })
  @ApiOkResponse({ type: [DepartmentReply] })
  async listDepartments(
    @IdParameter('university_id') id: number,
    @Query() slice: SliceQuery,
  ): Promise<DepartmentReply[]> {
    return (await this.universities.listDepartments(id, slice)).map(toDepartment);
  }

  @InstructorOrAbove()
  @Post(':university_id/departments')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Add a department to a university',
    description: 'For instructors of the university and platform admins.',
  })
  @ApiCreatedResponse({ type: DepartmentReply })
  async createDepartment(
    @CurrentActor() actor: Actor,
    @IdParameter('university_id') id: number,
    @Body() request: CreateDepartmentRequest,
  ): Promise<DepartmentReply> {
    return toDepartment(
      await this.universities.createDepartment(actor, id, {
        name: request.name,
        code: request.code,
      }),
    );
  }
}
