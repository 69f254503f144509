import { Body, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { DepartmentsService } from '../../../domain/universities/departments.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove, SignedIn } from '../../access';
import { IdParameter, SliceQuery } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import {
  CreateDepartmentRequest,
  DepartmentReply,
  toDepartment,
  UpdateDepartmentRequest,
} from './departments.dto';

@ApiTags('Universities')
@LearningController('universities')
export class LearningDepartmentsController {
  constructor(private readonly departments: DepartmentsService) {}

  @SignedIn()
  @Get(':university_id/departments')
  @ApiOperation({ summary: 'List the departments of a university' })
  @ApiOkResponse({ type: [DepartmentReply] })
  async list(
    @IdParameter('university_id') id: number,
    @Query() slice: SliceQuery,
  ): Promise<DepartmentReply[]> {
    return (await this.departments.list(id, slice)).map(toDepartment);
  }

  @InstructorOrAbove()
  @Post(':university_id/departments')
  @HttpCode(201)
  @ApiOperation({
    summary: 'Add a department to a university',
    description: 'For instructors of the university and platform admins.',
  })
  @ApiCreatedResponse({ type: DepartmentReply })
  async create(
    @CurrentActor() actor: Actor,
    @IdParameter('university_id') id: number,
    @Body() request: CreateDepartmentRequest,
  ): Promise<DepartmentReply> {
    return toDepartment(
      await this.departments.create(actor, id, {
        name: request.name,
        code: request.code,
      }),
    );
  }

  @InstructorOrAbove()
  @Put(':university_id/departments/:department_id')
  @ApiOperation({
    summary: 'Change a department',
    description: 'For instructors of the university and platform admins.',
  })
  @ApiOkResponse({ type: DepartmentReply })
  async update(
    @CurrentActor() actor: Actor,
    @IdParameter('university_id') universityId: number,
    @IdParameter('department_id') id: number,
    @Body() request: UpdateDepartmentRequest,
  ): Promise<DepartmentReply> {
    return toDepartment(
      await this.departments.update(actor, universityId, id, {
        name: request.name,
        code: request.code,
      }),
    );
  }

  @InstructorOrAbove()
  @Delete(':university_id/departments/:department_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Close a department',
    description:
      'For instructors of the university and platform admins. Refused while courses stand in it.',
  })
  @ApiNoContentResponse()
  async delete(
    @CurrentActor() actor: Actor,
    @IdParameter('university_id') universityId: number,
    @IdParameter('department_id') id: number,
  ): Promise<void> {
    await this.departments.delete(actor, universityId, id);
  }
}
