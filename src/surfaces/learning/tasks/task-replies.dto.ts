import { ApiProperty } from '@nestjs/swagger';
import { TASK_PRIORITIES, TASK_STATUSES, TASK_VERIFICATIONS } from '../../../domain/tasks/task';
import type { TaskOfStudent } from '../../../domain/tasks/task-reviewers.repository';
import type { ReviewedSubmission, TaskToReview } from '../../../domain/tasks/task-submission';

const ID = '123e4567-e89b-12d3-a456-426614174000';
const MOMENT = '2026-01-20T10:30:00.000Z';

class CourseTaskSubmissionReply {
  @ApiProperty({ type: 'integer', example: 1 })
  number: number;

  @ApiProperty({ example: 'Slides and recording.' })
  note: string;

  @ApiProperty({ type: [String], example: ['https://example.com/slides'] })
  links: string[];

  @ApiProperty({ type: [String], example: [], description: 'Those that you may read.' })
  document_ids: string[];

  @ApiProperty({ type: 'integer', example: 0, description: 'Documents that you may not read.' })
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

/** A task that was given in an offering. */
export class CourseTaskReply {
  @ApiProperty({ format: 'uuid', example: ID })
  id: string;

  @ApiProperty({ type: 'integer', example: 1 })
  user_id: number;

  @ApiProperty({ example: 'Jane Doe' })
  user_name: string;

  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  course_id: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  course_offering_id: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: null })
  module_id: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: null })
  content_item_id: number | null;

  @ApiProperty({ example: 'Present your lab' })
  title: string;

  @ApiProperty({ example: 'Ten minutes.' })
  description: string;

  @ApiProperty({ enum: [...TASK_STATUSES], example: 'submitted' })
  status: string;

  @ApiProperty({ enum: [...TASK_VERIFICATIONS], example: 'review' })
  verification: string;

  @ApiProperty({ enum: [...TASK_PRIORITIES], example: 'medium' })
  priority: string;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, example: '2026-02-01' })
  due_on: string | null;

  @ApiProperty({ type: 'number', nullable: true, example: 3 })
  estimated_hours: number | null;

  @ApiProperty({ type: 'integer', example: 25 })
  reward_points: number;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: null })
  completed_at: string | null;

  @ApiProperty({ type: 'integer', example: 2 })
  version: number;

  @ApiProperty({ format: 'date-time', example: MOMENT })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: MOMENT })
  updated_at: string;
}

/** The same with everything that was handed in for it. */
export class CourseTaskToReviewReply extends CourseTaskReply {
  @ApiProperty({ type: [CourseTaskSubmissionReply], description: 'The oldest first.' })
  submissions: CourseTaskSubmissionReply[];
}

/** A task as this contract shows it. */
export function toCourseTask(task: TaskOfStudent): CourseTaskReply {
  return {
    id: task.id,
    user_id: task.userId,
    user_name: task.student.name,
    course_id: task.courseId,
    course_offering_id: task.courseOfferingId,
    module_id: task.moduleId,
    content_item_id: task.contentItemId,
    title: task.title,
    description: task.description,
    status: task.status,
    verification: task.verification,
    priority: task.priority,
    due_on: task.dueOn,
    estimated_hours: task.estimatedHours,
    reward_points: task.rewardPoints,
    completed_at: task.completedAt?.toISOString() ?? null,
    version: task.version,
    created_at: task.createdAt.toISOString(),
    updated_at: task.updatedAt.toISOString(),
  };
}

/** A task with what was handed in as this contract shows it. */
export function toCourseTaskToReview(task: TaskToReview): CourseTaskToReviewReply {
  return { ...toCourseTask(task), submissions: task.submissions.map(toSubmission) };
}

function toSubmission(submission: ReviewedSubmission): CourseTaskSubmissionReply {
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
