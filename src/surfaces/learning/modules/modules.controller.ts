import { Body, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ModulePlacementService } from '../../../domain/courses/module-placement.service';
import { ModulesService } from '../../../domain/courses/modules.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, InstructorOrAbove, SignedIn } from '../../access';
import { IdParameter } from '../../http/parameters';
import { partOf, WholeListQuery } from '../../http/whole-list';
import { LearningController } from '../learning.surface';
import {
  CreateModuleRequest,
  ModuleReply,
  MoveModuleRequest,
  ReorderModulesRequest,
  toDestination,
  toModule,
  toModuleChanges,
  toModuleDraft,
  UpdateModuleRequest,
} from './modules.dto';

@ApiTags('Modules')
@LearningController('modules')
export class LearningModulesController {
  constructor(
    private readonly modules: ModulesService,
    private readonly placement: ModulePlacementService,
  ) {}

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
    @Query() query: WholeListQuery,
  ): Promise<ModuleReply[]> {
    return partOf(await this.modules.listOfCourse(actor, courseId), query).map(toModule);
  }

  @SignedIn()
  @Get('courses/:course_id/modules/root')
  @ApiOperation({ summary: 'List the modules at the top of a course' })
  @ApiOkResponse({ type: [ModuleReply] })
  async listRoots(
    @CurrentActor() actor: Actor,
    @IdParameter('course_id') courseId: number,
    @Query() query: WholeListQuery,
  ): Promise<ModuleReply[]> {
    return partOf(await this.modules.listRoots(actor, courseId), query).map(toModule);
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
    @Query() query: WholeListQuery,
  ): Promise<ModuleReply[]> {
    return partOf(await this.modules.listChildren(actor, id), query).map(toModule);
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

  @InstructorOrAbove()
  @Post('reorder')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Put the modules under one parent into a new order',
    description: 'All of them or nothing: the list names exactly those modules, each once.',
  })
  @ApiOkResponse({ type: [ModuleReply] })
  async reorder(
    @CurrentActor() actor: Actor,
    @Body() request: ReorderModulesRequest,
  ): Promise<ModuleReply[]> {
    return (await this.placement.reorder(actor, request.module_ids)).map(toModule);
  }

  @InstructorOrAbove()
  @Post(':module_id/move')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Move a module within its course',
    description: 'With all below it. The siblings of its old and its new place are renumbered.',
  })
  @ApiOkResponse({ type: ModuleReply })
  async move(
    @CurrentActor() actor: Actor,
    @IdParameter('module_id') id: number,
    @Body() request: MoveModuleRequest,
  ): Promise<ModuleReply> {
    return toModule(await this.placement.move(actor, id, toDestination(request)));
  }

  @InstructorOrAbove()
  @Put(':module_id')
  @ApiOperation({
    summary: 'Change a module',
    description: 'Absent fields stay as they are; move and reorder change its place.',
  })
  @ApiOkResponse({ type: ModuleReply })
  async update(
    @CurrentActor() actor: Actor,
    @IdParameter('module_id') id: number,
    @Body() request: UpdateModuleRequest,
  ): Promise<ModuleReply> {
    return toModule(await this.modules.update(actor, id, toModuleChanges(request)));
  }

  @InstructorOrAbove()
  @Delete(':module_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Remove a module',
    description: 'With the modules and the content below it, and the conversations about them.',
  })
  @ApiNoContentResponse()
  async delete(@CurrentActor() actor: Actor, @IdParameter('module_id') id: number): Promise<void> {
    await this.modules.delete(actor, id);
  }
}
