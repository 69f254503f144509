import { ApiProperty } from '@nestjs/swagger';
import {
  type Task,
  TASK_PRIORITIES,
  TASK_SORTS,
  TASK_SOURCES,
  TASK_STATUSES,
  TASK_VERIFICATIONS,
  type TaskFilter,
  type TaskPriority,
  type TaskSort,
  type TaskSource,
  type TaskStatus,
} from '../../../domain/tasks/task';
import type { Page } from '../../../kernel/page';
import { TextField } from '../../http/fields';
import { QueryDate } from '../../http/parameters';
import { ChoiceField } from '../../http/value-fields';
import { PageQuery } from '../page-query';
import { PageReply } from '../page-reply';

const ID = '123e4567-e89b-12d3-a456-426614174000';
const MOMENT = '2026-01-20T10:30:00.000Z';

/** Which tasks of a student to list. */
export class StudentTasksQuery extends PageQuery {
  @ChoiceField(TASK_STATUSES, { example: 'open', optional: true })
  status?: TaskStatus;

  @ChoiceField(TASK_SOURCES, {
    example: 'coach',
    optional: true,
    description: 'What the task comes from; `course` means an instructor.',
  })
  source?: TaskSource;

  @ChoiceField(TASK_PRIORITIES, { example: 'high', optional: true })
  priority?: TaskPriority;

  @QueryDate('Due on this day or before it; tasks without a day are left out.')
  due_before?: string;

  @QueryDate('Due on this day or after it; tasks without a day are left out.')
  due_after?: string;

  @TextField({ maximum: 200, example: 'essay', optional: true, description: 'Part of the text.' })
  q?: string;

  @ChoiceField(TASK_SORTS, { example: 'due_on', optional: true })
  sort?: TaskSort;
}

/** A task of a student. */
export class StudentTaskReply {
  @ApiProperty({ format: 'uuid', example: ID })
  id: string;

  @ApiProperty({ example: 'Complete first draft' })
  title: string;

  @ApiProperty({ example: '' })
  description: string;

  @ApiProperty({ enum: [...TASK_STATUSES], example: 'submitted' })
  status: string;

  @ApiProperty({ enum: [...TASK_PRIORITIES], example: 'medium' })
  priority: string;

  @ApiProperty({ enum: [...TASK_SOURCES], example: 'coach' })
  source: string;

  @ApiProperty({
    enum: [...TASK_VERIFICATIONS],
    example: 'review',
    description: 'Who judges: the student, a reviewer, or what was scored in a course.',
  })
  verification: string;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, example: '2026-02-01' })
  due_on: string | null;

  @ApiProperty({ type: 'number', nullable: true, example: 3 })
  estimated_hours: number | null;

  @ApiProperty({ type: 'integer', example: 25 })
  reward_points: number;

  @ApiProperty({ type: 'integer', nullable: true, example: null })
  course_id: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: null })
  module_id: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: null })
  content_item_id: number | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: null })
  completed_at: string | null;

  @ApiProperty({ type: 'integer', example: 2, description: 'Raised by every change.' })
  version: number;

  @ApiProperty({ format: 'date-time', example: MOMENT })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: MOMENT })
  updated_at: string;
}

/** A page of a student's tasks. */
export class StudentTasksReply extends PageReply {
  @ApiProperty({ type: [StudentTaskReply] })
  tasks: StudentTaskReply[];
}

/** The domain's words for which tasks to list. */
export function toStudentTaskFilter(query: StudentTasksQuery): TaskFilter {
  return {
    status: query.status ?? null,
    source: query.source ?? null,
    priority: query.priority ?? null,
    dueBefore: query.due_before ?? null,
    dueAfter: query.due_after ?? null,
    text: query.q ?? null,
    courseId: null,
    sort: query.sort ?? '-created_at',
  };
}

/** A task as this contract shows it. */
export function toStudentTask(task: Task): StudentTaskReply {
  return {
    id: task.id,
    title: task.title,
    description: task.description,
    status: task.status,
    priority: task.priority,
    source: task.source,
    verification: task.verification,
    due_on: task.dueOn,
    estimated_hours: task.estimatedHours,
    reward_points: task.rewardPoints,
    course_id: task.courseId,
    module_id: task.moduleId,
    content_item_id: task.contentItemId,
    completed_at: task.completedAt?.toISOString() ?? null,
    version: task.version,
    created_at: task.createdAt.toISOString(),
    updated_at: task.updatedAt.toISOString(),
  };
}

/** A page of a student's tasks as this contract shows it. */
export function toStudentTasks(tasks: Page<Task>, query: PageQuery): StudentTasksReply {
  return {
    tasks: tasks.items.map(toStudentTask),
    total: tasks.total,
    page: query.page,
    per_page: query.per_page,
  };
}
