import {
  type AssignmentDraft,
  MOST_REWARD,
  TASK_PRIORITIES,
  TASK_STATUSES,
  type TaskPriority,
  type TaskStatus,
} from '../../../domain/tasks/task';
import type { ReviewFilter } from '../../../domain/tasks/task-reviewers.repository';
import type { ReviewDraft } from '../../../domain/tasks/task-submission';
import { DateField } from '../../http/date-field';
import { TextField } from '../../http/fields';
import { LARGEST_ID, QueryInteger, SliceQuery } from '../../http/parameters';
import { ChoiceField, IdField, IntegerField } from '../../http/value-fields';

const LONGEST_TEXT = 5_000;

/** Which tasks to look for. */
export class TaskReviewsQuery extends SliceQuery {
  @ChoiceField(TASK_STATUSES, {
    example: 'submitted',
    optional: true,
    description: 'submitted when absent: what waits for a review.',
  })
  status?: TaskStatus;

  @QueryInteger({ minimum: 1, maximum: LARGEST_ID, description: 'Only those of an offering.' })
  course_offering_id?: number;
}

/** A task for a student of an offering. */
export class AssignCourseTaskRequest {
  @IdField({ description: 'An offering that you teach.' })
  course_offering_id: number;

  @IdField({ description: 'A student of the offering.' })
  user_id: number;

  @TextField({ maximum: 500, example: 'Present your lab' })
  title: string;

  @TextField({ minimum: 0, maximum: LONGEST_TEXT, example: 'Ten minutes.', optional: true })
  description?: string;

  @ChoiceField(TASK_PRIORITIES, {
    example: 'high',
    optional: true,
    description: 'medium when absent.',
  })
  priority?: TaskPriority;

  @DateField({ example: '2026-02-01', optional: true, nullable: true })
  due_on?: string | null;

  @IntegerField({ minimum: 1, maximum: 1_000, example: 3, optional: true, nullable: true })
  estimated_hours?: number | null;

  @IntegerField({
    minimum: 0,
    maximum: MOST_REWARD,
    example: 25,
    optional: true,
    description:
      'Points that finishing it pays, once; 0 when absent. Within 24 hours you promise 5,000 at most.',
  })
  reward_points?: number;

  @IdField({
    optional: true,
    nullable: true,
    description: 'A quiz or lab of the course: done when the student passed it, without a review.',
  })
  content_item_id?: number | null;

  @IdField({
    optional: true,
    nullable: true,
    description: 'The same for every quiz and lab in a module and below it.',
  })
  module_id?: number | null;
}

/** What a reviewer decides. */
export class ReviewCourseTaskRequest {
  @ChoiceField(['accept', 'return'], { example: 'accept' })
  verdict: 'accept' | 'return';

  @TextField({
    maximum: LONGEST_TEXT,
    example: 'Well done.',
    optional: true,
    nullable: true,
    description: 'Needed to return the task: what is missing.',
  })
  comment?: string | null;

  @IntegerField({
    minimum: 0,
    maximum: MOST_REWARD,
    example: 25,
    optional: true,
    nullable: true,
    description: 'To accept a task for which no points were promised: what it is worth.',
  })
  reward_points?: number | null;

  @IntegerField({
    minimum: 1,
    example: 2,
    optional: true,
    description: 'The version you have read; 409 when the task has another one by now.',
  })
  version?: number;
}

/** The domain's words for which tasks to look for. */
export function toReviewFilter(query: TaskReviewsQuery): ReviewFilter {
  return {
    status: query.status ?? 'submitted',
    studentUuid: null,
    courseOfferingId: query.course_offering_id ?? null,
  };
}

/** The domain's words for a task that is given. */
export function toAssignment(request: AssignCourseTaskRequest): AssignmentDraft {
  return {
    title: request.title,
    description: request.description ?? '',
    priority: request.priority ?? 'medium',
    estimatedHours: request.estimated_hours ?? null,
    dueOn: request.due_on ?? null,
    contentItemId: request.content_item_id ?? null,
    moduleId: request.module_id ?? null,
    rewardPoints: request.reward_points ?? 0,
  };
}

/** The domain's words for a decision. */
export function toReview(request: ReviewCourseTaskRequest): ReviewDraft {
  return {
    verdict: request.verdict,
    comment: request.comment ?? null,
    rewardPoints: request.reward_points ?? null,
    version: request.version ?? null,
  };
}
