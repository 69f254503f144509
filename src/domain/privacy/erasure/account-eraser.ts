import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { OutgoingEmails } from '../../email/outgoing-emails.service';
import { erasureStatements, keptAfterErasure } from '../map/personal-data-map';
import { PersonalRowsRepository } from '../map/personal-rows.repository';
import type { PersonToErase } from '../personal-data-holder';
import { PeopleRepository } from '../people.repository';
import { ErasuresRepository } from './erasures.repository';
import { partingMailKey } from './parting-mail';

/** Erases what the tables hold, the account last: all of it at once or nothing. */
@Injectable()
export class AccountEraser {
  private readonly logger = new Logger(AccountEraser.name);

  constructor(
    private readonly database: Database,
    private readonly erasures: ErasuresRepository,
    private readonly people: PeopleRepository,
    private readonly rows: PersonalRowsRepository,
    private readonly emails: OutgoingEmails,
  ) {}

  /**
   * Stops the erasure of the only one who runs the platform, before anything of theirs is gone.
   *
   * @returns whether it did.
   */
  stopForLastAdmin(erasureId: string, { id }: PersonToErase): Promise<boolean> {
    return this.database.transaction(async () => {
      if (!(await this.isLastAdmin(id))) return false;
      await this.refuse(erasureId, id);
      return true;
    });
  }

  /** Leaves a certificate and queues the last mail in the same transaction. */
  async erase(erasureId: string, person: PersonToErase): Promise<void> {
    await this.database.transaction(async () => {
      if ((await this.erasures.lockRunning(erasureId)) === null) return;
      if (await this.isLastAdmin(person.id)) return this.refuse(erasureId, person.id);
      const erased: Record<string, number> = {};
      for (const { table, statement } of erasureStatements()) {
        erased[table] = (erased[table] ?? 0) + (await this.rows.change(statement, person));
      }
      await this.erasures.insertCertificate({
        id: erasureId,
        personHash: createHash('sha256').update(person.uuid).digest(),
        erased,
        kept: keptAfterErasure(),
      });
      await this.erasures.part(erasureId, person.email);
      await this.emails.queue({
        key: partingMailKey(erasureId),
        template: 'erasure-done',
        to: { address: person.email },
        variables: { certificate: erasureId },
      });
    });
  }

  private async isLastAdmin(userId: number): Promise<boolean> {
    return (
      (await this.people.isPlatformAdmin(userId)) && !(await this.erasures.hasOtherAdmin(userId))
    );
  }

  /** The other administrators left while this one waited: somebody must run the platform. */
  private async refuse(erasureId: string, userId: number): Promise<void> {
    this.logger.error(`Erasure ${erasureId} is stopped: nobody else runs the platform`);
    await this.erasures.stop(erasureId);
    await this.people.activate(userId);
  }
}
