import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database';
import { AccountTokenRefused } from '../../auth/account-token.errors';
import { AccountTokens } from '../../auth/account-tokens.service';
import {
  type GuardianConsentEvent,
  type GuardianConsentKind,
  GuardianConsentsRepository,
} from '../../users/guardian-consents.repository';
import { PeopleRepository } from '../people.repository';
import { ConsentWithdrawal } from './consent-withdrawal.service';
import { GuardianMails } from './guardian-mails.service';

/** How an account stands after the guardian's answer. */
export type ConsentState = Exclude<GuardianConsentKind, 'asked'>;

/** What guardians of children under 13 decide, by the links that they got by mail. */
@Injectable()
export class GuardianConsentsService {
  constructor(
    private readonly database: Database,
    private readonly tokens: AccountTokens,
    private readonly consents: GuardianConsentsRepository,
    private readonly people: PeopleRepository,
    private readonly mails: GuardianMails,
    private readonly withdrawal: ConsentWithdrawal,
  ) {}

  /**
   * The guardian's answer. Whoever agrees opens the account and gets a mail with a link that takes
   * the consent back; whoever does not closes it, and it is erased.
   *
   * @throws AccountTokenRefused
   */
  answer(token: string, guardianName: string, agrees: boolean): Promise<ConsentState> {
    return this.database.transaction(async () => {
      const latest = await this.redeem(token);
      if (!agrees) return this.withdrawal.carryOut(latest, guardianName);
      const { userId, guardianEmail, kind } = latest;
      if (kind !== 'asked') return kind;
      await this.consents.append({ userId, kind: 'given', guardianEmail, guardianName });
      await this.people.activate(userId);
      await this.mails.confirm(userId, guardianEmail, guardianName);
      return 'given';
    });
  }

  /** Takes the consent back: the account closes now, and is erased. @throws AccountTokenRefused */
  revoke(token: string): Promise<ConsentState> {
    return this.database.transaction(async () => {
      const latest = await this.redeem(token);
      return this.withdrawal.carryOut(latest, latest.guardianName);
    });
  }

  private async redeem(token: string): Promise<GuardianConsentEvent> {
    const userId = await this.tokens.redeem(token, 'guardian-consent');
    const latest = await this.consents.findLatest(userId);
    if (latest === null) throw new AccountTokenRefused();
    return latest;
  }
}
