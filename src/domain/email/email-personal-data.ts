import { Injectable } from '@nestjs/common';
import { Mailbox } from '../../platform/mail/mailbox';
import type {
  PersonalDataFile,
  PersonalDataHolder,
  PersonToErase,
} from '../privacy/personal-data-holder';
import { mailKeyOf } from './email-composer.service';
import { EmailPersonalDataRepository } from './email-personal-data.repository';

/**
 * What mail holds on a person outside the tables: the files of the local mailbox. Which mails went
 * out is told by the tables themselves.
 */
@Injectable()
export class EmailPersonalData implements PersonalDataHolder {
  readonly name = 'mailbox';

  constructor(
    private readonly mails: EmailPersonalDataRepository,
    private readonly mailbox: Mailbox,
  ) {}

  /** Nothing: a copy of each mail went to the person, and tokens in them are not to be copied. */
  async *export(): AsyncIterable<PersonalDataFile> {
    // The export lists the mails from their table.
  }

  /** Removes mails to, from and about the person from this machine; what was sent is out of reach. */
  async erase({ id, email }: PersonToErase): Promise<void> {
    const ids = await this.mails.idsOf(id, email);
    await this.mailbox.remove(ids.map(mailKeyOf), email);
  }
}
