import { ApiProperty } from '@nestjs/swagger';
import type { ContentProgress } from '../../../domain/progress/content-progress.entity';
import type { ModuleProgress } from '../../../domain/progress/module-progress.entity';
import type { Advance } from '../../../domain/progress/progress.repository';
import { MomentField, toMoment } from '../../http/moment-field';
import { LARGEST_ID, QueryInteger, SliceQuery } from '../../http/parameters';
import { FlagField, IdField, IntegerField } from '../../http/value-fields';

/** Which progress to list. */
export class ProgressQuery extends SliceQuery {
  @QueryInteger({
    minimum: 1,
    maximum: LARGEST_ID,
    description: 'Only that of an offering.',
  })
  course_offering_id?: number;
}

/** How far somebody got in whatever it is about. */
class AdvanceRequest {
  @IdField()
  course_offering_id: number;

  @IntegerField({ minimum: 0, maximum: 100, example: 50 })
  progress_percent: number;

  @MomentField({
    example: '2026-01-20T10:30:00Z',
    optional: true,
    nullable: true,
    description: 'When it reached 100 percent; now when absent.',
  })
  completed_at?: string | null;

  @FlagField({
    example: false,
    optional: true,
    description: 'Lets a smaller percent replace a greater one; false when absent.',
  })
  allow_decrease?: boolean;
}

/** Progress in a module. */
export class ModuleProgressRequest extends AdvanceRequest {
  @IdField()
  module_id: number;
}

/** Progress in a content item. */
export class ContentProgressRequest extends AdvanceRequest {
  @IdField()
  content_item_id: number;
}

/** What every kind of progress shows. */
class ProgressRow {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  user_id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  course_offering_id: number;

  @ApiProperty({ type: 'integer', example: 50, description: '0 to 100, rounded down.' })
  progress_percent: number;

  @ApiProperty({ format: 'date-time', example: '2026-01-18T09:00:00.000Z' })
  started_at: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: null })
  completed_at: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  updated_at: string;
}

/** How far a student got in a module, with everything below it. */
export class ModuleProgressReply extends ProgressRow {
  @ApiProperty({ type: 'integer', example: 1 })
  module_id: number;
}

/** How far a student got in a content item. */
export class ContentProgressReply extends ProgressRow {
  @ApiProperty({ type: 'integer', example: 1 })
  content_item_id: number;
}

/** Progress in a module as this contract shows it. */
export function toModuleProgress(progress: ModuleProgress): ModuleProgressReply {
  return { ...toRow(progress), module_id: progress.moduleId };
}

/** Progress in a content item as this contract shows it. */
export function toContentProgress(progress: ContentProgress): ContentProgressReply {
  return { ...toRow(progress), content_item_id: progress.contentItemId };
}

/** The domain's words for how far somebody got. */
export function toAdvance(request: AdvanceRequest): Advance {
  return {
    percent: request.progress_percent,
    completedAt: toMoment(request.completed_at ?? null),
    allowDecrease: request.allow_decrease ?? false,
  };
}

function toRow(progress: ModuleProgress | ContentProgress): ProgressRow {
  return {
    id: progress.id,
    user_id: progress.userId,
    course_offering_id: progress.courseOfferingId,
    progress_percent: progress.progressPercent,
    started_at: progress.startedAt.toISOString(),
    completed_at: progress.completedAt?.toISOString() ?? null,
    updated_at: progress.updatedAt.toISOString(),
  };
}
