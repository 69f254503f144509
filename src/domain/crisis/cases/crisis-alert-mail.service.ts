import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { OutgoingEmails } from '../../email/outgoing-emails.service';
import { SEND_CRISIS_ALERT } from '../crisis.jobs';
import { type AlertRecipient, CrisisAlertsRepository } from './crisis-alerts.repository';
import { CrisisCasesRepository } from './crisis-cases.repository';

/** Writes to those who look after a student. The mail says where to look, not what was said. */
@Injectable()
export class CrisisAlertMail {
  constructor(
    private readonly cases: CrisisCasesRepository,
    private readonly recipients: CrisisAlertsRepository,
    private readonly emails: OutgoingEmails,
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
    const [firstName = ''] = entry.studentName.trim().split(/\s+/);
    for (const person of await this.peopleFor(entry.studentId, alsoAdmins)) {
      await this.emails.queue({
        key: `crisis-${caseId}-${eventId}-${person.uuid}`,
        template: 'crisis-alert',
        to: { userId: person.id },
        about: entry.studentId,
        variables: {
          is_escalated: alsoAdmins,
          student_name: firstName,
          case_url: `${this.configuration.http.publicUrl}/api/crisis/cases/${caseId}`,
        },
      });
    }
  }

  private async peopleFor(studentId: number, alsoAdmins: boolean): Promise<AlertRecipient[]> {
    const coaches = await this.recipients.coachesOf(studentId);
    if (coaches.length > 0 && !alsoAdmins) return coaches;
    const people = [...coaches, ...(await this.recipients.platformAdmins(studentId))];
    return [...new Map(people.map((person) => [person.uuid, person])).values()];
  }
}
