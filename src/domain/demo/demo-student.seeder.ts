import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { CoachLinksService } from '../coach/coach-links.service';
import { SessionsService } from '../coach/sessions.service';
import { StudentEntriesService } from '../students/student-entries.service';
import { StudentFactsService } from '../students/student-facts.service';
import { StudentRecordReader } from '../students/student-record-reader';
import { demoStudent } from './demo-student';

/** The people around the demo student's record. */
export interface DemoPeople {
  readonly admin: Actor;
  readonly coach: Actor;
  readonly student: Actor;
}

/** Fills the demo student's record and gives them the demo coach, the way people would. */
@Injectable()
export class DemoStudentSeeder {
  constructor(
    private readonly records: StudentRecordReader,
    private readonly facts: StudentFactsService,
    private readonly entries: StudentEntriesService,
    private readonly links: CoachLinksService,
    private readonly sessions: SessionsService,
  ) {}

  /** Does nothing where the student has a record already. Call it inside a transaction. */
  async seed({ admin, coach, student }: DemoPeople): Promise<void> {
    const { facts } = await this.records.read(student, student.userUuid);
    if (facts.version > 0) return;
    const demo = demoStudent(new Date());
    await this.facts.update(student, student.userUuid, demo.facts);
    for (const { kind, entries } of demo.entries) {
      for (const entry of entries) {
        await this.entries.create(student, student.userUuid, kind, entry);
      }
    }
    await this.links.assign(admin, coach.userUuid, student.userUuid);
    for (const session of demo.sessions) {
      await this.sessions.create(coach, student.userUuid, { ...session, sessionType: 'regular' });
    }
  }
}
