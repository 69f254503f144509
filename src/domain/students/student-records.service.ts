import { Injectable } from '@nestjs/common';
import { toRecordEntries } from './record-entry';
import { StudentAccessRepository } from './student-access.repository';
import { NOTHING_KNOWN, StudentRecordsRepository } from './student-records.repository';
import type { StudentRecord } from './student-record';
import { StudentNotFound } from './students.errors';

/** Whole records, for features that work with one. Who may read them is asked before. */
@Injectable()
export class StudentRecordsService {
  constructor(
    private readonly students: StudentAccessRepository,
    private readonly records: StudentRecordsRepository,
  ) {}

  /**
   * Says that a part of the record has changed that is kept elsewhere, a session for one: the
   * record gets a new version. Call it in the transaction of the change.
   */
  noteChange(studentId: number): Promise<void> {
    return this.records.touch(studentId);
  }

  /**
   * All that is known of a student. Checks nobody: open the record by `StudentAccess` first.
   *
   * @throws StudentNotFound
   */
  async load(studentId: number): Promise<StudentRecord> {
    const student = await this.students.findById(studentId);
    if (student === null) throw new StudentNotFound();
    const [facts, entries, sessions, documentEvidence] = await Promise.all([
      this.records.findFacts(studentId),
      this.records.entriesOf(studentId),
      this.records.sessionsOf(studentId),
      this.records.documentEvidenceOf(studentId),
    ]);
    return {
      student,
      ...(facts ?? NOTHING_KNOWN),
      ...toRecordEntries(entries),
      sessions,
      documentEvidence,
    };
  }
}
