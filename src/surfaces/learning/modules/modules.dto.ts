import { ApiProperty } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';
import {
  type CourseModule,
  MODULE_TYPES,
  type ModuleType,
} from '../../../domain/courses/course-module.entity';
import type { Destination } from '../../../domain/courses/module-placement.service';
import type { ModuleDetails, ModuleDraft } from '../../../domain/courses/modules.repository';
import { TextField } from '../../http/fields';
import { IdListField } from '../../http/id-list-field';
import { ChoiceField, FlagField, IdField, IntegerField } from '../../http/value-fields';

/** A module to add to a course. */
export class CreateModuleRequest {
  @IdField()
  course_id: number;

  @IdField({
    description: 'The module of that course to stand below; absent or null at the top.',
    optional: true,
    nullable: true,
  })
  parent_module_id?: number | null;

  @TextField({ maximum: 200, example: 'Week 1: Introduction' })
  title: string;

  @TextField({
    minimum: 0,
    maximum: 5_000,
    example: 'Course introduction',
    optional: true,
    nullable: true,
  })
  description?: string | null;

  @ChoiceField(MODULE_TYPES, { example: 'UNIT' })
  module_type: ModuleType;

  @IntegerField({
    minimum: 0,
    example: 0,
    optional: true,
    description: 'Its place among its siblings; 0 when absent.',
  })
  sequence_index?: number;

  // The contract's clients have no way to publish, so what they create is published from the start.
  @FlagField({
    example: true,
    optional: true,
    description: 'Whether students see the module and what is below it; true when absent.',
  })
  is_published?: boolean;
}

/** What changes about a module; absent fields stay as they are, and so does its place. */
export class UpdateModuleRequest {
  @TextField({ maximum: 200, example: 'Week 1: Introduction', optional: true })
  title?: string;

  @TextField({
    minimum: 0,
    maximum: 5_000,
    example: 'Course introduction',
    optional: true,
    nullable: true,
  })
  description?: string | null;

  @ChoiceField(MODULE_TYPES, { example: 'UNIT', optional: true })
  module_type?: ModuleType;

  @FlagField({ example: true, optional: true })
  is_published?: boolean;
}

/** Where a module is to stand. */
export class MoveModuleRequest {
  @IdField({ description: 'A module of the same course; null for the top.', nullable: true })
  @ValidateIf((_, value) => value !== null)
  parent_module_id: number | null;

  @IntegerField({
    minimum: 0,
    example: 0,
    optional: true,
    description: 'How many siblings come first; all of them when absent.',
  })
  sequence_index?: number;
}

/** A new order of siblings. */
export class ReorderModulesRequest {
  @IdListField({
    example: [3, 1, 2],
    description: 'Every module under one parent, each once, in the new order.',
  })
  module_ids: number[];
}

/** A node in the tree of a course. */
export class ModuleReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  course_id: number;

  @ApiProperty({ type: 'integer', nullable: true, example: null })
  parent_module_id: number | null;

  @ApiProperty({ example: 'Week 1: Introduction' })
  title: string;

  @ApiProperty({ type: 'string', nullable: true, example: 'Course introduction' })
  description: string | null;

  @ApiProperty({ enum: [...MODULE_TYPES], example: 'UNIT' })
  module_type: string;

  @ApiProperty({ type: 'integer', example: 0 })
  sequence_index: number;

  @ApiProperty({ example: true })
  is_published: boolean;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  updated_at: string;
}

/** A module as this contract shows it. */
export function toModule(module: CourseModule): ModuleReply {
  return {
    id: module.id,
    course_id: module.courseId,
    parent_module_id: module.parentModuleId,
    title: module.title,
    description: module.description,
    module_type: module.moduleType,
    sequence_index: module.sequenceIndex,
    is_published: module.isPublished,
    created_at: module.createdAt.toISOString(),
    updated_at: module.updatedAt.toISOString(),
  };
}

/** The domain's words for a module to add. */
export function toModuleDraft(request: CreateModuleRequest): ModuleDraft {
  return {
    courseId: request.course_id,
    parentModuleId: request.parent_module_id ?? null,
    title: request.title,
    description: request.description ?? null,
    moduleType: request.module_type,
    sequenceIndex: request.sequence_index ?? 0,
    isPublished: request.is_published ?? true,
  };
}

/** The domain's words for what changes; undefined is what the request left out. */
export function toModuleChanges(request: UpdateModuleRequest): Partial<ModuleDetails> {
  return {
    title: request.title,
    description: request.description,
    moduleType: request.module_type,
    isPublished: request.is_published,
  };
}

/** The domain's words for where a module is to stand. */
export function toDestination(request: MoveModuleRequest): Destination {
  return {
    parentModuleId: request.parent_module_id,
    position: request.sequence_index ?? null,
  };
}
