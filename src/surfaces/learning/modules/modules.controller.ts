import { Body, Get, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ModulesService } from '../../../domain/courses/modules.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove, SignedIn } from '../../access';
import { IdParameter } from '../../http/parameters';
import { LearningController } from '../learning.surface';
import { CreateModuleRequest, ModuleReply, toModule, toModuleDraft } from './modules.dto';

@ApiTags('Modules')
@LearningController('modules')
export class LearningModulesController {
  constructor(private readonly modules: ModulesService) {}

  @SignedIn()
  @Get('courses/:course_id/modules')
  @ApiOperation({
    summary: 'List all modules of a course',
    description: 'Flat, in the order of a table of contents: each module before its children.',
  })
  @ApiOkResponse({ type: [ModuleReply] })
  async listOfCourse(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') courseId: number,
  ): Promise<ModuleReply[]> {
    return (await this.modules.listOfCourse(actor, courseId)).map(toModule);
  }

  @SignedIn()
  @Get('courses/:course_id/modules/root')
  @ApiOperation({ summary: 'List the modules at the top of a course' })
  @ApiOkResponse({ type: [ModuleReply] })
  async listRoots(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') courseId: number,
  ): Promise<ModuleReply[]> {
    return (await this.modules.listRoots(actor, courseId)).map(toModule);
  }

  @SignedIn()
  @Get(':module_id')
  @ApiOperation({ summary: 'Get a module' })
  @ApiOkResponse({ type: ModuleReply })
  async get(
    @CurrentActor() actor: Actor,
    @IdParameter('module_id') id: number,
  ): Promise<ModuleReply> {
    return toModule(await this.modules.get(actor, id));
  }

  @SignedIn()
  @Get(':module_id/children')
  @ApiOperation({ summary: 'List the modules right below one' })
  @ApiOkResponse({ type: [ModuleReply] })
  async listChildren(
    @CurrentActor() actor: Actor,
    @IdParameter('module_id') id: number,
  ): Promise<ModuleReply[]> {
    return (await this.modules.listChildren(actor, id)).map(toModule);
  }

  @InstructorOrAbove()
  @Post()
  @HttpCode(201)
  @ApiOperation({
    summary: 'Add a module to a course',
    description: 'For instructors of the university and platform admins.',
  })
  @ApiCreatedResponse({ type: ModuleReply })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: CreateModuleRequest,
  ): Promise<ModuleReply> {
    return toModule(await this.modules.create(actor, toModuleDraft(request)));
  }
}
