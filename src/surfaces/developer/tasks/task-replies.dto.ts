import { ApiProperty } from '@nestjs/swagger';
import {
  type Task,
  TASK_PRIORITIES,
  TASK_SOURCES,
  TASK_STATUSES,
  TASK_VERIFICATIONS,
} from '../../../domain/tasks/task';
import type { TaskSubmission, TaskWithSubmissions } from '../../../domain/tasks/task-submission';
import { publicId } from '../public-id';

const MOMENT = '2026-01-20T10:30:00.000Z';

class TaskCourseReply {
  @ApiProperty({ type: 'integer', example: 1 })
  course_id: number;

  @ApiProperty({ type: 'integer', nullable: true, example: null, description: 'What to pass.' })
  module_id: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 3, description: 'What to pass.' })
  content_item_id: number | null;
}

/** A task, as lists show it. */
export class TaskReply {
  @ApiProperty({ example: publicId('task', '123e4567-e89b-12d3-a456-426614174000') })
  id: string;

  @ApiProperty({ example: 'Finish week 1' })
  title: string;

  @ApiProperty({ example: 'Both quizzes, then the lab.' })
  description: string;

  @ApiProperty({ enum: [...TASK_STATUSES], example: 'open' })
  status: string;

  @ApiProperty({ enum: [...TASK_PRIORITIES], example: 'medium' })
  priority: string;

  @ApiProperty({ enum: [...TASK_SOURCES], example: 'coach' })
  source: string;

  @ApiProperty({
    enum: [...TASK_VERIFICATIONS],
    example: 'review',
    description:
      'Who judges: you (`self`, never rewarded), a coach or instructor (`review`), or what was scored in the course (`course`).',
  })
  verification: string;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, example: '2026-02-01' })
  due_on: string | null;

  @ApiProperty({ type: 'number', nullable: true, example: 3 })
  estimated_hours: number | null;

  @ApiProperty({
    type: 'integer',
    example: 25,
    description: 'Points that finishing it pays, once; 0 for none.',
  })
  reward_points: number;

  @ApiProperty({ type: TaskCourseReply, nullable: true })
  course: TaskCourseReply | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: null })
  completed_at: string | null;

  @ApiProperty({ type: 'integer', example: 1, description: 'Raised by every change.' })
  version: number;

  @ApiProperty({ format: 'date-time', example: MOMENT })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: MOMENT })
  updated_at: string;
}

class TaskSubmissionReply {
  @ApiProperty({ type: 'integer', example: 1, description: 'From 1 on.' })
  number: number;

  @ApiProperty({ example: 'The second draft, with the new ending.' })
  note: string;

  @ApiProperty({ type: [String], example: ['https://example.com/essay'] })
  links: string[];

  @ApiProperty({ type: [String], example: ['123e4567-e89b-12d3-a456-426614174000'] })
  document_ids: string[];

  @ApiProperty({ format: 'date-time', example: MOMENT })
  submitted_at: string;

  @ApiProperty({
    type: 'string',
    enum: ['accepted', 'returned', 'withdrawn'],
    nullable: true,
    example: 'returned',
    description: 'Null while it waits.',
  })
  verdict: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'The ending needs a reason.' })
  comment: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: MOMENT })
  reviewed_at: string | null;
}

/** A task with everything that was handed in for it. */
export class TaskDetailsReply extends TaskReply {
  @ApiProperty({ type: [TaskSubmissionReply], description: 'The oldest first.' })
  submissions: TaskSubmissionReply[];
}

/** A task in a list as this contract shows it. */
export function toTask(task: Task): TaskReply {
  return {
    id: publicId('task', task.id),
    title: task.title,
    description: task.description,
    status: task.status,
    priority: task.priority,
    source: task.source,
    verification: task.verification,
    due_on: task.dueOn,
    estimated_hours: task.estimatedHours,
    reward_points: task.rewardPoints,
    course:
      task.courseId === null
        ? null
        : {
            course_id: task.courseId,
            module_id: task.moduleId,
            content_item_id: task.contentItemId,
          },
    completed_at: task.completedAt?.toISOString() ?? null,
    version: task.version,
    created_at: task.createdAt.toISOString(),
    updated_at: task.updatedAt.toISOString(),
  };
}

/** A task as this contract shows it. */
export function toTaskDetails(task: TaskWithSubmissions): TaskDetailsReply {
  return { ...toTask(task), submissions: task.submissions.map(toSubmission) };
}

function toSubmission(submission: TaskSubmission): TaskSubmissionReply {
  return {
    number: submission.number,
    note: submission.note,
    links: [...submission.links],
    document_ids: [...submission.documentIds],
    submitted_at: submission.submittedAt.toISOString(),
    verdict: submission.verdict,
    comment: submission.comment,
    reviewed_at: submission.reviewedAt?.toISOString() ?? null,
  };
}
