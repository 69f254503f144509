import { Injectable } from '@nestjs/common';
import { OutgoingEmails } from '../../email/outgoing-emails.service';
import { firstNameOf } from '../../users/first-name';
import { UsersRepository } from '../../users/users.repository';

/** What guardians get by mail once they have agreed. */
@Injectable()
export class GuardianMails {
  constructor(
    private readonly users: UsersRepository,
    private readonly emails: OutgoingEmails,
  ) {}

  /** Confirms the consent, with the link by which it can be taken back. */
  async confirm(childId: number, guardianEmail: string, guardianName: string): Promise<void> {
    const child = await this.users.findById(childId);
    if (child === null) return;
    await this.emails.queue({
      key: `guardian-consent-given-${child.uuid}`,
      template: 'guardian-consent-given',
      to: { address: guardianEmail, name: guardianName },
      about: child.id,
      variables: { student_name: firstNameOf(child.fullName) },
    });
  }
}
