import { Injectable } from '@nestjs/common';
import { GuardianConsentsRepository } from '../../users/guardian-consents.repository';
import { ErasuresService } from '../erasure/erasures.service';

/** Accounts of children whose guardian never answered: they go. */
@Injectable()
export class UnansweredConsents {
  constructor(
    private readonly consents: GuardianConsentsRepository,
    private readonly erasures: ErasuresService,
  ) {}

  /** Starts the erasure of accounts that waited for so many days. */
  async erase(days: number, most: number): Promise<void> {
    for (const userId of await this.consents.listUnanswered(days, most)) {
      await this.erasures.startWithoutConsent(userId, 'consent_missing', 0);
    }
  }
}
