import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';
import { MAILER, type Mailer } from '../../../platform/mail/mailer';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { SEND_CRISIS_ALERT } from '../crisis.jobs';
import { type AlertRecipient, CrisisAlertsRepository } from './crisis-alerts.repository';
import type { CrisisCase } from './crisis-case';
import { CrisisCasesRepository } from './crisis-cases.repository';

/** Writes to those who look after a student. The mail says where to look, not what was said. */
@Injectable()
export class CrisisAlertMail {
  constructor(
    private readonly cases: CrisisCasesRepository,
    private readonly recipients: CrisisAlertsRepository,
    @Inject(MAILER) private readonly mailer: Mailer,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** May run twice: the key makes the second mail the same one. A resolved case needs none. */
  @OnJob(SEND_CRISIS_ALERT)
  async send({
    caseId,
    eventId,
    alsoAdmins,
  }: {
    caseId: string;
    eventId: number;
    alsoAdmins: boolean;
  }): Promise<void> {
    const entry = await this.cases.find(caseId);
    if (entry === null || entry.status === 'resolved') return;
    for (const person of await this.peopleFor(entry.studentId, alsoAdmins)) {
      await this.mailer.send({
        key: `crisis-${caseId}-${eventId}-${person.uuid}`,
        to: person.email,
        subject: alsoAdmins
          ? 'Escalated: a student may need you now'
          : 'A student may need you now',
        text: this.textFor(entry, person, alsoAdmins),
      });
    }
  }

  private async peopleFor(studentId: number, alsoAdmins: boolean): Promise<AlertRecipient[]> {
    const coaches = await this.recipients.coachesOf(studentId);
    if (coaches.length > 0 && !alsoAdmins) return coaches;
    const people = [...coaches, ...(await this.recipients.platformAdmins(studentId))];
    return [...new Map(people.map((person) => [person.uuid, person])).values()];
  }

  private textFor(entry: CrisisCase, person: AlertRecipient, isEscalated: boolean): string {
    const [firstName = ''] = entry.studentName.trim().split(/\s+/);
    const link = `${this.configuration.http.publicUrl}/api/crisis/cases/${entry.id}`;
    const why = isEscalated
      ? 'A case waits for somebody to take it on, and asks for more people now.'
      : 'Something that came in suggests that this student may be in a crisis.';
    return (
      `Hello ${person.name},\n\n${why}\n\nStudent: ${firstName}\nCase: ${link}\n\n` +
      'Please open the case, acknowledge it, and reach out. For reasons of privacy this mail says no more.\n'
    );
  }
}
