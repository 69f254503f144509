import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../../kernel/actor';
import { Database } from '../../../platform/database/database';
import { StudentAccess } from '../../students/student-access';
import { requireCoach } from '../coach-role';
import { addDays } from '../next-session';
import { readerOf } from '../sessions.service';
import { SessionsRepository } from '../sessions.repository';
import { BriefRepository } from './brief.repository';
import { briefSince, type SessionBrief } from './session-brief';

/** How many days ahead a deadline is worth a word. */
const DAYS_AHEAD = 60;

/** What a coach should know before they meet a student. */
@Injectable()
export class BriefService {
  constructor(
    private readonly database: Database,
    private readonly students: StudentAccess,
    private readonly sessions: SessionsRepository,
    private readonly facts: BriefRepository,
  ) {}

  /**
   * What has changed since the coach's last session with the student. Leaves one audit row.
   *
   * @throws NotACoach
   * @throws StudentNotFound for who is not the coach's student.
   */
  prepare(actor: Actor, studentUuid: string): Promise<SessionBrief> {
    if (!isPlatformAdmin(actor)) requireCoach(actor);
    return this.database.transaction(async () => {
      const student = await this.students.open(actor, studentUuid, 'student.brief.read');
      const lastSession = await this.sessions.findLast(readerOf(actor), student.id);
      const since = lastSession === null ? null : briefSince(lastSession);
      const today = new Date().toISOString().slice(0, 10);
      return {
        student,
        lastSession,
        since,
        changes: await this.facts.changesOf(student.id, since),
        tasks: await this.facts.tasksOf(student.id, since, today),
        runs: await this.facts.runsOf(student.id, since),
        readiness: {
          then: lastSession?.readiness ?? null,
          now: await this.facts.readinessOf(student.id),
        },
        alerts: await this.facts.alertsOf(student.id),
        deadlines: await this.facts.deadlinesOf(student.id, today, addDays(today, DAYS_AHEAD)),
      };
    });
  }
}
