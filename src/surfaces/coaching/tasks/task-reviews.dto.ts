import { ApiProperty } from '@nestjs/swagger';
import {
  type AssignmentDraft,
  MOST_REWARD,
  TASK_PRIORITIES,
  TASK_STATUSES,
  type TaskPriority,
  type TaskStatus,
} from '../../../domain/tasks/task';
import type { ReviewFilter } from '../../../domain/tasks/task-reviewers.repository';
import type {
  ReviewDraft,
  ReviewedSubmission,
  TaskToReview,
} from '../../../domain/tasks/task-submission';
import type { Page } from '../../../kernel/page';
import { DateField } from '../../http/date-field';
import { TextField } from '../../http/fields';
import { ChoiceField, IdField, IntegerField } from '../../http/value-fields';
import { PageQuery } from '../page-query';
import { PageReply } from '../page-reply';
import { UuidField } from '../uuid-fields';
import { StudentTaskReply, toStudentTask } from './tasks.dto';

const ID = '123e4567-e89b-12d3-a456-426614174000';
const MOMENT = '2026-01-20T10:30:00.000Z';
const LONGEST_TEXT = 5_000;

/** Which tasks of your students to list. */
export class TaskQueueQuery extends PageQuery {
  @ChoiceField(TASK_STATUSES, {
    example: 'submitted',
    optional: true,
    description: 'submitted when absent: what waits for a review.',
  })
  status?: TaskStatus;

  @UuidField({ optional: true, description: 'Of one student; of all of yours when absent.' })
  student_id?: string;
}

/** A task for a student. */
export class AssignTaskRequest {
  @TextField({ maximum: 500, example: 'Complete first draft' })
  title: string;

  @TextField({ minimum: 0, maximum: LONGEST_TEXT, example: 'Two pages.', optional: true })
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
    description:
      'A quiz or lab that the student takes: done when they passed it, without a review.',
  })
  content_item_id?: number | null;

  @IdField({
    optional: true,
    nullable: true,
    description: 'The same for every quiz and lab in a module and below it.',
  })
  module_id?: number | null;
}

/** What you decide. */
export class ReviewTaskRequest {
  @ChoiceField(['accept', 'return'], { example: 'accept' })
  verdict: 'accept' | 'return';

  @TextField({
    maximum: LONGEST_TEXT,
    example: 'Well done.',
    optional: true,
    nullable: true,
    description: 'Needed when you return the task: say what is missing.',
  })
  comment?: string | null;

  @IntegerField({
    minimum: 0,
    maximum: MOST_REWARD,
    example: 25,
    optional: true,
    nullable: true,
    description: 'When you accept a task for which no points were promised: what it is worth.',
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

class TaskStudentReply {
  @ApiProperty({ format: 'uuid', example: ID })
  id: string;

  @ApiProperty({ example: 'John Doe' })
  name: string;
}

class ReviewedSubmissionReply {
  @ApiProperty({ type: 'integer', example: 1, description: 'From 1 on.' })
  number: number;

  @ApiProperty({ example: 'The second draft, with the new ending.' })
  note: string;

  @ApiProperty({ type: [String], example: ['https://example.com/essay'] })
  links: string[];

  @ApiProperty({ type: [String], example: [ID], description: 'Those that you may read.' })
  document_ids: string[];

  @ApiProperty({
    type: 'integer',
    example: 0,
    description: 'Documents that the student named and does not share with you.',
  })
  hidden_documents: number;

  @ApiProperty({ format: 'date-time', example: MOMENT })
  submitted_at: string;

  @ApiProperty({
    type: 'string',
    enum: ['accepted', 'returned', 'withdrawn'],
    nullable: true,
    example: null,
    description: 'Null while it waits.',
  })
  verdict: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: null })
  comment: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: null })
  reviewed_at: string | null;
}

/** A task of a student with everything that was handed in for it. */
export class TaskToReviewReply extends StudentTaskReply {
  @ApiProperty({ type: TaskStudentReply })
  student: TaskStudentReply;

  @ApiProperty({ type: [ReviewedSubmissionReply], description: 'The oldest first.' })
  submissions: ReviewedSubmissionReply[];
}

/** A task that was given to a student. */
export class AssignedTaskReply extends StudentTaskReply {
  @ApiProperty({ type: TaskStudentReply })
  student: TaskStudentReply;
}

/** A page of tasks of your students. */
export class TaskQueueReply extends PageReply {
  @ApiProperty({ type: [TaskToReviewReply] })
  tasks: TaskToReviewReply[];
}

/** The domain's words for which tasks to list. */
export function toReviewFilter(query: TaskQueueQuery): ReviewFilter {
  return {
    status: query.status ?? 'submitted',
    studentUuid: query.student_id ?? null,
    courseOfferingId: null,
  };
}

/** The domain's words for a task that is given. */
export function toAssignment(request: AssignTaskRequest): AssignmentDraft {
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
export function toReview(request: ReviewTaskRequest): ReviewDraft {
  return {
    verdict: request.verdict,
    comment: request.comment ?? null,
    rewardPoints: request.reward_points ?? null,
    version: request.version ?? null,
  };
}

/** A task that was given, as this contract shows it. */
export function toAssignedTask(
  task: Parameters<typeof toStudentTask>[0] & Pick<TaskToReview, 'student'>,
): AssignedTaskReply {
  const { uuid, name } = task.student;
  return { ...toStudentTask(task), student: { id: uuid, name } };
}

/** A task in the queue as this contract shows it. */
export function toTaskToReview(task: TaskToReview): TaskToReviewReply {
  return { ...toAssignedTask(task), submissions: task.submissions.map(toSubmission) };
}

/** A page of the queue as this contract shows it. */
export function toTaskQueue(tasks: Page<TaskToReview>, query: PageQuery): TaskQueueReply {
  return {
    tasks: tasks.items.map(toTaskToReview),
    total: tasks.total,
    page: query.page,
    per_page: query.per_page,
  };
}

function toSubmission(submission: ReviewedSubmission): ReviewedSubmissionReply {
  return {
    number: submission.number,
    note: submission.note,
    links: [...submission.links],
    document_ids: [...submission.documentIds],
    hidden_documents: submission.hiddenDocuments,
    submitted_at: submission.submittedAt.toISOString(),
    verdict: submission.verdict,
    comment: submission.comment,
    reviewed_at: submission.reviewedAt?.toISOString() ?? null,
  };
}
