import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import type { StoredEntry } from './record-entry';
import { StudentAccess } from './student-access';
import {
  NOTHING_KNOWN,
  type RecordRow,
  type SessionInRecord,
  StudentRecordsRepository,
} from './student-records.repository';
import type { Student } from './student-record';

/** A whole record as one reader sees it. */
export interface RecordSeen {
  readonly student: Student;
  readonly facts: RecordRow;
  readonly entries: readonly StoredEntry[];
  /** The latest first, fifty at most. */
  readonly sessions: readonly SessionInRecord[];
}

/** Shows a student's record to those who may open it. */
@Injectable()
export class StudentRecordReader {
  constructor(
    private readonly database: Database,
    private readonly students: StudentAccess,
    private readonly records: StudentRecordsRepository,
  ) {}

  /**
   * The whole record. Notes of sessions belong to the coach who wrote them.
   *
   * @throws StudentNotFound
   */
  read(actor: Actor, studentUuid: string): Promise<RecordSeen> {
    return this.database.transaction(async () => {
      const student = await this.students.open(actor, studentUuid, 'student.read');
      const readsNotesOf = isPlatformAdmin(actor) && student.id !== actor.userId ? 'all' : 'own';
      return {
        student,
        facts: (await this.records.findFacts(student.id)) ?? NOTHING_KNOWN,
        entries: await this.records.entriesOf(student.id),
        sessions: await this.records.sessionsSeenBy(actor.userId, student.id, readsNotesOf),
      };
    });
  }
}
