import { ApiProperty } from '@nestjs/swagger';
import { briefSummary } from '../../../domain/coach/brief/brief-summary';
import type { SessionBrief } from '../../../domain/coach/brief/session-brief';
import { AlertReply, toAlert } from './alert.dto';
import { SessionReply, toSession } from './sessions.dto';

class RecordChangeReply {
  @ApiProperty({ type: 'integer', example: 12 })
  entry_id: number;

  @ApiProperty({ example: 'document' })
  kind: string;

  @ApiProperty({ enum: ['added', 'changed'], example: 'added' })
  change: string;

  @ApiProperty({ example: 'Personal statement' })
  title: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T10:30:00.000Z' })
  at: string;
}

class BriefTaskReply {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  id: string;

  @ApiProperty({ example: 'Complete first draft' })
  title: string;

  @ApiProperty({ enum: ['done', 'open', 'overdue'], example: 'open' })
  status: string;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, example: '2026-01-24' })
  due_on: string | null;
}

class BriefRunReply {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  id: string;

  @ApiProperty({ example: 'assess/readiness' })
  agent: string;

  @ApiProperty({ example: 'succeeded' })
  status: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T10:30:00.000Z' })
  created_at: string;
}

class BriefReadinessReply {
  @ApiProperty({
    type: 'number',
    nullable: true,
    example: 0.72,
    description: 'When the last session was written down.',
  })
  then: number | null;

  @ApiProperty({ type: 'number', nullable: true, example: 0.78 })
  now: number | null;
}

class BriefDeadlineReply {
  @ApiProperty({ type: 'integer', example: 7 })
  goal_id: number;

  @ApiProperty({ example: 'Improve SAT score' })
  title: string;

  @ApiProperty({ format: 'date', example: '2026-03-14' })
  deadline: string;
}

/** What a coach should know before they meet a student. */
export class BriefReply {
  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  student_id: string;

  @ApiProperty({ example: 'John Doe' })
  name: string;

  @ApiProperty({ description: 'The whole in a few plain sentences.' })
  summary: string;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-01-10T17:30:00.000Z',
    description: 'What is newer counts as changed; null before the first session: everything does.',
  })
  since: string | null;

  @ApiProperty({ type: SessionReply, nullable: true })
  last_session: SessionReply | null;

  @ApiProperty({ type: [RecordChangeReply], description: 'The newest first, fifty at most.' })
  changes: RecordChangeReply[];

  @ApiProperty({ type: [BriefTaskReply], description: 'Open, overdue, and done since.' })
  tasks: BriefTaskReply[];

  @ApiProperty({ type: [BriefRunReply], description: 'The newest first, twenty at most.' })
  agent_runs: BriefRunReply[];

  @ApiProperty({ type: BriefReadinessReply })
  readiness: BriefReadinessReply;

  @ApiProperty({ type: [AlertReply], description: 'Open ones, the gravest first.' })
  alerts: AlertReply[];

  @ApiProperty({ type: [BriefDeadlineReply], description: 'Of goals, in the next sixty days.' })
  upcoming_deadlines: BriefDeadlineReply[];
}

/** A brief as this contract shows it. */
export function toBrief(brief: SessionBrief): BriefReply {
  return {
    student_id: brief.student.uuid,
    name: brief.student.name,
    summary: briefSummary(brief),
    since: brief.since?.toISOString() ?? null,
    last_session: brief.lastSession === null ? null : toSession(brief.lastSession),
    changes: brief.changes.map((change) => ({
      entry_id: change.entryId,
      kind: change.kind,
      change: change.change,
      title: change.title,
      at: change.at.toISOString(),
    })),
    tasks: brief.tasks.map((task) => ({
      id: task.id,
      title: task.title,
      status: task.status,
      due_on: task.dueOn,
    })),
    agent_runs: brief.runs.map((run) => ({
      id: run.id,
      agent: run.agent,
      status: run.status,
      created_at: run.createdAt.toISOString(),
    })),
    readiness: { then: brief.readiness.then, now: brief.readiness.now },
    alerts: brief.alerts.map(toAlert),
    upcoming_deadlines: brief.deadlines.map((deadline) => ({
      goal_id: deadline.goalId,
      title: deadline.title,
      deadline: deadline.on,
    })),
  };
}
