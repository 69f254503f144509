import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Invalid } from '../../kernel/errors';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { StudentAccess } from './student-access';
import type { RecordFacts } from './student-record';
import {
  NOTHING_KNOWN,
  type RecordRow,
  StudentRecordsRepository,
} from './student-records.repository';
import { StudentRecordUpdated } from './students.events';

/** The facts about a student that stand alone: grade, GPA, where they live, what they like. */
@Injectable()
export class StudentFactsService {
  constructor(
    private readonly database: Database,
    private readonly students: StudentAccess,
    private readonly records: StudentRecordsRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Changes facts; what is undefined stays as it is, null empties.
   *
   * @returns all of them as they are now.
   * @throws StudentNotFound
   * @throws Invalid for a GPA above its scale.
   */
  update(actor: Actor, studentUuid: string, changes: Partial<RecordFacts>): Promise<RecordRow> {
    return this.database.transaction(async () => {
      const student = await this.students.open(actor, studentUuid, 'student.update');
      await this.records.touch(student.id);
      const facts = (await this.records.findFacts(student.id)) ?? NOTHING_KNOWN;
      const changed = merge(facts, changes);
      if (changed.gpa !== null && changed.gpa.value > changed.gpa.scale) {
        throw Invalid.field('gpa', 'the value is above the scale', 'scale');
      }
      await this.records.saveFacts(student.id, changed);
      await this.outbox.publish(new StudentRecordUpdated({ studentId: student.id }));
      return (await this.records.findFacts(student.id)) ?? NOTHING_KNOWN;
    });
  }
}

function merge(facts: RecordRow, changes: Partial<RecordFacts>): RecordFacts {
  const chosen = <Name extends keyof RecordFacts>(name: Name): RecordFacts[Name] =>
    changes[name] === undefined ? facts[name] : (changes[name] as RecordFacts[Name]);
  return {
    grade: chosen('grade'),
    graduationYear: chosen('graduationYear'),
    gpa: chosen('gpa'),
    state: chosen('state'),
    citizenship: chosen('citizenship'),
    householdIncomeBand: chosen('householdIncomeBand'),
    interests: chosen('interests'),
    intendedMajors: chosen('intendedMajors'),
  };
}
