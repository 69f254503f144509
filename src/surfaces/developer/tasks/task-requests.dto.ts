import {
  TASK_PRIORITIES,
  TASK_SORTS,
  TASK_SOURCES,
  TASK_STATUSES,
  type TaskChanges,
  type TaskDraft,
  type TaskFilter,
  type TaskPriority,
  type TaskSort,
  type TaskSource,
  type TaskStatus,
} from '../../../domain/tasks/task';
import type { Evidence } from '../../../domain/tasks/task-submission';
import { DateField } from '../../http/date-field';
import { TextField } from '../../http/fields';
import { LARGEST_ID, QueryDate, QueryInteger } from '../../http/parameters';
import { UuidListField } from '../../http/uuid-list-field';
import { ChoiceField, IdField, IntegerField } from '../../http/value-fields';
import { WebLinkListField } from '../../http/web-link-list-field';
import { PageQuery } from '../page-query';

const LONGEST_TITLE = 500;
const LONGEST_TEXT = 5_000;
const MOST_HOURS = 1_000;
const VERSION = 'The version you have read; 409 when the task has another one by now.';

/** Which tasks to list. */
export class TasksQuery extends PageQuery {
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

  @TextField({
    maximum: 200,
    example: 'essay',
    optional: true,
    description: 'Part of the title or the description, in any case.',
  })
  q?: string;

  @QueryInteger({ minimum: 1, maximum: LARGEST_ID, description: 'Only those of a course.' })
  course_id?: number;

  @ChoiceField(TASK_SORTS, {
    example: 'due_on',
    optional: true,
    description: 'A minus means the latest first; -created_at when absent.',
  })
  sort?: TaskSort;
}

/** A task of one's own. */
export class CreateTaskRequest {
  @TextField({ maximum: LONGEST_TITLE, example: 'Finish week 1' })
  title: string;

  @TextField({
    minimum: 0,
    maximum: LONGEST_TEXT,
    example: 'Both quizzes, then the lab.',
    optional: true,
  })
  description?: string;

  @ChoiceField(TASK_PRIORITIES, {
    example: 'medium',
    optional: true,
    description: 'medium when absent.',
  })
  priority?: TaskPriority;

  @DateField({ example: '2026-02-01', optional: true, nullable: true })
  due_on?: string | null;

  @IntegerField({ minimum: 1, maximum: MOST_HOURS, example: 3, optional: true, nullable: true })
  estimated_hours?: number | null;

  @IdField({
    optional: true,
    nullable: true,
    description: 'A quiz or lab of a course that you take: the task is done when you passed it.',
  })
  content_item_id?: number | null;

  @IdField({
    optional: true,
    nullable: true,
    description:
      'A module of a course that you take: the task is done when you passed every quiz and lab in it and below it.',
  })
  module_id?: number | null;
}

/** What changes about a task; absent stays as it is. */
export class UpdateTaskRequest {
  @TextField({ maximum: LONGEST_TITLE, example: 'Finish week 1', optional: true })
  title?: string;

  @TextField({ minimum: 0, maximum: LONGEST_TEXT, example: 'Both quizzes.', optional: true })
  description?: string;

  @ChoiceField(TASK_PRIORITIES, { example: 'high', optional: true })
  priority?: TaskPriority;

  @DateField({ example: '2026-02-01', optional: true, nullable: true })
  due_on?: string | null;

  @IntegerField({ minimum: 1, maximum: MOST_HOURS, example: 3, optional: true, nullable: true })
  estimated_hours?: number | null;

  @IntegerField({ minimum: 1, example: 1, optional: true, description: VERSION })
  version?: number;
}

/** What is handed in; each part may be absent. */
export class SubmitTaskRequest {
  @TextField({
    minimum: 0,
    maximum: LONGEST_TEXT,
    example: 'The second draft, with the new ending.',
    optional: true,
  })
  note?: string;

  @WebLinkListField({ most: 10, description: 'https addresses.' })
  links?: string[];

  @UuidListField({
    most: 10,
    description:
      'Your own documents. Naming one does not share it: a coach reads what you share with them.',
  })
  document_ids?: string[];

  @IntegerField({ minimum: 1, example: 1, optional: true, description: VERSION })
  version?: number;
}

/** Which version is meant. */
export class WithdrawTaskRequest {
  @IntegerField({ minimum: 1, example: 2, optional: true, description: VERSION })
  version?: number;
}

/** The domain's words for which tasks to list. */
export function toTaskFilter(query: TasksQuery): TaskFilter {
  return {
    status: query.status ?? null,
    source: query.source ?? null,
    priority: query.priority ?? null,
    dueBefore: query.due_before ?? null,
    dueAfter: query.due_after ?? null,
    text: query.q ?? null,
    courseId: query.course_id ?? null,
    sort: query.sort ?? '-created_at',
  };
}

/** The domain's words for a new task. */
export function toTaskDraft(request: CreateTaskRequest): TaskDraft {
  return {
    title: request.title,
    description: request.description ?? '',
    priority: request.priority ?? 'medium',
    estimatedHours: request.estimated_hours ?? null,
    dueOn: request.due_on ?? null,
    contentItemId: request.content_item_id ?? null,
    moduleId: request.module_id ?? null,
  };
}

/** The domain's words for what changes; undefined is what the request left out. */
export function toTaskChanges(request: UpdateTaskRequest): TaskChanges {
  return {
    title: request.title,
    description: request.description,
    priority: request.priority,
    estimatedHours: request.estimated_hours,
    dueOn: request.due_on,
    version: request.version,
  };
}

/** The domain's words for what is handed in. */
export function toEvidence(request: SubmitTaskRequest): Evidence {
  return {
    note: request.note ?? '',
    links: request.links ?? [],
    documentIds: request.document_ids ?? [],
  };
}
