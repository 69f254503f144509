import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

/** A person who asks about something by its uuid. */
interface AskedByUuid {
  readonly readerId: number;
  readonly uuid: string;
}

/** A person who asks about something by its number. */
interface AskedById {
  readonly readerId: number;
  readonly id: number;
}

/** A student, and what the reader is to them. */
export interface StudentFacts {
  readonly id: number;
  readonly isCoachedByReader: boolean;
}

/** A course, and what the reader is to it. */
export interface CourseFacts {
  readonly universityId: number;
  readonly isPublished: boolean;
  readonly isTaughtByReader: boolean;
  readonly isTakenByReader: boolean;
}

/** Work that goes on in the background, and whose it is. */
export interface JobFacts {
  readonly kind: 'run' | 'import' | 'export';
  readonly requestedBy: number | null;
  /** Whom a run or an export is about; null for imports. */
  readonly subjectId: number | null;
  readonly isSubjectCoachedByReader: boolean;
}

type Placed<Facts> = Facts & { readonly place: number };

const IS_COACHED = (student: string): string => `EXISTS (
  SELECT 1 FROM coach_students link WHERE link.coach_id = asked.reader
    AND link.student_id = ${student} AND link.status = 'active')`;

/** Looks up what decides who may follow which topic: one statement for any number of questions. */
@Injectable()
export class TopicAccessRepository {
  constructor(private readonly database: Database) {}

  /** Null for people who are no students. */
  async students(asked: readonly AskedByUuid[]): Promise<(StudentFacts | null)[]> {
    if (asked.length === 0) return [];
    const rows = await this.database.prepared<Placed<StudentFacts>>(
      'topic-access-students',
      `SELECT asked.place::integer, student.id, ${IS_COACHED('student.id')} AS "isCoachedByReader"
       FROM unnest($1::integer[], $2::uuid[]) WITH ORDINALITY AS asked (reader, uuid, place)
       JOIN users student ON student.uuid = asked.uuid
       WHERE EXISTS (SELECT 1 FROM role_grants held
                     WHERE held.user_id = student.id AND held.role = 'STUDENT')`,
      [readers(asked), asked.map(({ uuid }) => uuid)],
    );
    return inPlace(asked, rows);
  }

  /** People by uuid or number. */
  async people(
    asked: readonly { readonly uuid: string | null; readonly id: number | null }[],
  ): Promise<({ id: number; uuid: string } | null)[]> {
    if (asked.length === 0) return [];
    const rows = await this.database.prepared<Placed<{ id: number; uuid: string }>>(
      'topic-access-people',
      `SELECT asked.place::integer, person.id, person.uuid
       FROM unnest($1::uuid[], $2::integer[]) WITH ORDINALITY AS asked (uuid, id, place)
       JOIN users person ON person.uuid = asked.uuid
       UNION ALL
       SELECT asked.place::integer, person.id, person.uuid
       FROM unnest($1::uuid[], $2::integer[]) WITH ORDINALITY AS asked (uuid, id, place)
       JOIN users person ON person.id = asked.id`,
      [asked.map(({ uuid }) => uuid), asked.map(({ id }) => id)],
    );
    return inPlace(asked, rows);
  }

  /** Whether chat sessions are the readers' own. */
  async ownSessions(asked: readonly AskedById[]): Promise<boolean[]> {
    if (asked.length === 0) return [];
    const rows = await this.database.prepared<Placed<object>>(
      'topic-access-sessions',
      `SELECT asked.place::integer
       FROM unnest($1::integer[], $2::integer[]) WITH ORDINALITY AS asked (reader, id, place)
       JOIN chat_sessions session ON session.id = asked.id AND session.user_id = asked.reader`,
      [readers(asked), asked.map(({ id }) => id)],
    );
    return inPlace(asked, rows).map((row) => row !== null);
  }

  async courses(asked: readonly AskedById[]): Promise<(CourseFacts | null)[]> {
    if (asked.length === 0) return [];
    const rows = await this.database.prepared<Placed<CourseFacts>>(
      'topic-access-courses',
      `SELECT asked.place::integer, course.university_id AS "universityId",
         course.is_published AS "isPublished",
         EXISTS (SELECT 1 FROM course_offerings offering
                 JOIN offering_instructors teacher ON teacher.course_offering_id = offering.id
                 WHERE offering.course_id = course.id AND teacher.user_id = asked.reader
                ) AS "isTaughtByReader",
         EXISTS (SELECT 1 FROM course_offerings offering
                 JOIN enrollments enrollment ON enrollment.course_offering_id = offering.id
                 WHERE offering.course_id = course.id AND enrollment.user_id = asked.reader
                   AND enrollment.status IN ('ACTIVE', 'COMPLETED')) AS "isTakenByReader"
       FROM unnest($1::integer[], $2::integer[]) WITH ORDINALITY AS asked (reader, id, place)
       JOIN courses course ON course.id = asked.id`,
      [readers(asked), asked.map(({ id }) => id)],
    );
    return inPlace(asked, rows);
  }

  /** Runs of agents, imports of people and copies of personal data, whichever has the uuid. */
  async jobs(asked: readonly AskedByUuid[]): Promise<(JobFacts | null)[]> {
    if (asked.length === 0) return [];
    const rows = await this.database.prepared<Placed<JobFacts>>(
      'topic-access-jobs',
      `WITH asked AS MATERIALIZED (
         SELECT * FROM unnest($1::integer[], $2::uuid[]) WITH ORDINALITY
           AS asked (reader, uuid, place)
       )
       SELECT asked.place::integer, 'run' AS kind, run.requested_by AS "requestedBy",
         run.student_id AS "subjectId", ${IS_COACHED('run.student_id')} AS "isSubjectCoachedByReader"
       FROM asked JOIN agent_runs run ON run.id = asked.uuid
       UNION ALL
       SELECT asked.place::integer, 'import', import.requested_by, NULL, false
       FROM asked JOIN user_imports import ON import.id = asked.uuid
       UNION ALL
       SELECT asked.place::integer, 'export', export.requested_by, export.user_id, false
       FROM asked JOIN personal_data_exports export ON export.id = asked.uuid`,
      [readers(asked), asked.map(({ uuid }) => uuid)],
    );
    return inPlace(asked, rows);
  }
}

function readers(asked: readonly { readonly readerId: number }[]): number[] {
  return asked.map(({ readerId }) => readerId);
}

/** The row that answers each question, counted from 1. */
function inPlace<Facts extends object>(
  asked: readonly unknown[],
  rows: readonly Placed<Facts>[],
): (Placed<Facts> | null)[] {
  const byPlace = new Map(rows.map((row) => [row.place, row]));
  return asked.map((_, index) => byPlace.get(index + 1) ?? null);
}
