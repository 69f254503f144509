import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, Matches, ValidateNested } from 'class-validator';
import type { EntryKind, StoredEntry } from '../../../domain/students/record-entry';
import type { RecordSeen } from '../../../domain/students/student-record-reader';
import type {
  RecordRow,
  SessionInRecord,
} from '../../../domain/students/student-records.repository';
import {
  INCOME_BANDS,
  type IncomeBand,
  type RecordFacts,
} from '../../../domain/students/student-record';
import { PresentOrAbsent } from '../../http/fields';
import { ChoiceField, IntegerField } from '../../http/value-fields';
import { NumberField } from '../number-field';
import { toSessionId } from '../session-id';
import { TextListField } from '../text-list-field';
import { ACTIVITIES, ActivityReply } from './entries/activities.dto';
import { AwardReply, AWARDS } from './entries/awards.dto';
import { CommunicationReply, COMMUNICATIONS } from './entries/communications.dto';
import { COURSES_TAKEN, CourseTakenReply } from './entries/courses.dto';
import { DOCUMENTS, StudentDocumentReply } from './entries/documents.dto';
import type { EntryRoutes } from './entries/entry-routes';
import { GOALS, StudentGoalReply } from './entries/goals.dto';
import { TARGET_COLLEGES, TargetCollegeReply } from './entries/target-colleges.dto';
import { TEST_SCORES, TestScoreReply } from './entries/test-scores.dto';

const optional = { optional: true, nullable: true } as const;

/** A grade point average and the scale it is out of. */
export class GradePointAverageField {
  @NumberField({ minimum: 0, maximum: 100, example: 3.7 })
  value: number;

  @NumberField({ minimum: 1, maximum: 100, example: 4 })
  scale: number;
}

/** What changes about a student; absent stays as it is, null empties. */
export class UpdateStudentRequest {
  @IntegerField({
    minimum: 1,
    maximum: 16,
    example: 11,
    ...optional,
    description: 'Grade of school; 13 and above are years of college.',
  })
  grade?: number | null;

  @IntegerField({ minimum: 1950, maximum: 2100, example: 2028, ...optional })
  graduation_year?: number | null;

  @ApiProperty({ type: GradePointAverageField, nullable: true, required: false })
  @PresentOrAbsent(true)
  @IsObject({ message: 'value is not an object with value and scale' })
  @ValidateNested()
  @Type(() => GradePointAverageField)
  gpa?: GradePointAverageField | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    required: false,
    pattern: '^[A-Z]{2}$',
    example: 'CA',
    description: 'US state, two letters.',
  })
  @PresentOrAbsent(true)
  @Matches(/^[A-Z]{2}$/, { message: 'value is not a state in two capital letters such as CA' })
  state?: string | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    required: false,
    pattern: '^[A-Z]{2}$',
    example: 'US',
    description: 'ISO 3166-1 alpha-2.',
  })
  @PresentOrAbsent(true)
  @Matches(/^[A-Z]{2}$/, { message: 'value is not a country in two capital letters such as US' })
  citizenship?: string | null;

  @ChoiceField(INCOME_BANDS, {
    example: '48001-75000',
    ...optional,
    description: 'Yearly, in US dollars. Never needed.',
  })
  household_income_band?: IncomeBand | null;

  @TextListField({ most: 50, longest: 100, example: ['robotics', 'climate'], ...optional })
  interests?: string[] | null;

  @TextListField({ most: 20, longest: 100, example: ['Computer Science'], ...optional })
  intended_majors?: string[] | null;
}

/** The facts about a student that stand alone. */
export class StudentFactsReply {
  @ApiProperty({ type: 'integer', nullable: true, example: 11 })
  grade: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 2028 })
  graduation_year: number | null;

  @ApiProperty({ type: GradePointAverageField, nullable: true })
  gpa: GradePointAverageField | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'CA' })
  state: string | null;

  @ApiProperty({ type: 'string', nullable: true, example: 'US' })
  citizenship: string | null;

  @ApiProperty({ type: 'string', enum: [...INCOME_BANDS, null], nullable: true, example: null })
  household_income_band: string | null;

  @ApiProperty({ type: [String], example: ['robotics', 'climate'] })
  interests: string[];

  @ApiProperty({ type: [String], example: ['Computer Science'] })
  intended_majors: string[];

  @ApiProperty({
    type: 'integer',
    example: 12,
    description: 'Raised by every change to any part of the record; 0 while nothing is known.',
  })
  version: number;
}

/** A session as the record shows it. */
export class SessionInRecordReply {
  @ApiProperty({ example: 'sess_0YQk3yLrVUhBqVRrXiB4P2' })
  id: string;

  @ApiProperty({ format: 'date', example: '2026-10-02' })
  date: string;

  @ApiProperty({ example: 'regular' })
  session_type: string;

  @ApiProperty({ type: 'integer', example: 60 })
  duration_minutes: number;

  @ApiProperty({ type: [String], example: ['Complete first draft'] })
  action_items: string[];

  @ApiProperty({
    type: 'string',
    nullable: true,
    example: null,
    description:
      'For the coach who wrote them and platform admins; null for everybody else, the student included.',
  })
  notes: string | null;
}

/** All that is known of a student. */
export class StudentReply extends StudentFactsReply {
  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  id: string;

  @ApiProperty({ example: 'John Doe' })
  name: string;

  @ApiProperty({ format: 'email', example: 'john.doe@example.com' })
  email: string;

  @ApiProperty({ type: [TestScoreReply] })
  test_scores: TestScoreReply[];

  @ApiProperty({ type: [CourseTakenReply] })
  courses: CourseTakenReply[];

  @ApiProperty({ type: [ActivityReply] })
  activities: ActivityReply[];

  @ApiProperty({ type: [AwardReply] })
  awards: AwardReply[];

  @ApiProperty({ type: [StudentDocumentReply] })
  documents: StudentDocumentReply[];

  @ApiProperty({ type: [TargetCollegeReply] })
  target_colleges: TargetCollegeReply[];

  @ApiProperty({ type: [StudentGoalReply] })
  goals: StudentGoalReply[];

  @ApiProperty({ type: [CommunicationReply] })
  communications: CommunicationReply[];

  @ApiProperty({ type: [SessionInRecordReply], description: 'The latest first, fifty at most.' })
  sessions: SessionInRecordReply[];
}

/** The domain's words for what changes; undefined is what the request left out. */
export function toFactChanges(request: UpdateStudentRequest): Partial<RecordFacts> {
  return {
    grade: request.grade,
    graduationYear: request.graduation_year,
    gpa: request.gpa,
    state: request.state,
    citizenship: request.citizenship,
    householdIncomeBand: request.household_income_band,
    interests: request.interests === null ? [] : request.interests,
    intendedMajors: request.intended_majors === null ? [] : request.intended_majors,
  };
}

/** Facts as this contract shows them. */
export function toFacts(facts: RecordRow): StudentFactsReply {
  return {
    grade: facts.grade,
    graduation_year: facts.graduationYear,
    gpa: facts.gpa === null ? null : { value: facts.gpa.value, scale: facts.gpa.scale },
    state: facts.state,
    citizenship: facts.citizenship,
    household_income_band: facts.householdIncomeBand,
    interests: [...facts.interests],
    intended_majors: [...facts.intendedMajors],
    version: facts.version,
  };
}

/** A whole record as this contract shows it. */
export function toStudent({ student, facts, entries, sessions }: RecordSeen): StudentReply {
  const listOf = <Kind extends EntryKind, Reply extends object>(
    routes: EntryRoutes<Kind, object, Reply>,
  ): Reply[] =>
    entries
      .filter((entry): entry is StoredEntry<Kind> => entry.kind === routes.kind)
      .map(routes.toReply);
  return {
    id: student.uuid,
    name: student.name,
    email: student.email,
    ...toFacts(facts),
    test_scores: listOf(TEST_SCORES),
    courses: listOf(COURSES_TAKEN),
    activities: listOf(ACTIVITIES),
    awards: listOf(AWARDS),
    documents: listOf(DOCUMENTS),
    target_colleges: listOf(TARGET_COLLEGES),
    goals: listOf(GOALS),
    communications: listOf(COMMUNICATIONS),
    sessions: sessions.map(toSession),
  };
}

function toSession(session: SessionInRecord): SessionInRecordReply {
  return {
    id: toSessionId(session.id),
    date: session.heldOn,
    session_type: session.sessionType,
    duration_minutes: session.durationMinutes,
    action_items: [...session.actionItems],
    notes: session.notes,
  };
}
