import { Injectable } from '@nestjs/common';
import {
  type GuardianConsentEvent,
  GuardianConsentsRepository,
} from '../../users/guardian-consents.repository';
import { ErasuresService } from '../erasure/erasures.service';
import { RetentionPeriods } from '../retention/retention-periods';

/** What follows when a guardian does not agree, or not any more. */
@Injectable()
export class ConsentWithdrawal {
  constructor(
    private readonly consents: GuardianConsentsRepository,
    private readonly erasures: ErasuresService,
    private readonly periods: RetentionPeriods,
  ) {}

  /**
   * Writes it down, closes the account and starts its erasure: at once where there never was a
   * consent, after the usual hours where the child has learned already.
   */
  async carryOut(
    { userId, kind, guardianEmail }: GuardianConsentEvent,
    guardianName: string | null,
  ): Promise<'refused' | 'revoked'> {
    if (kind === 'refused' || kind === 'revoked') return kind;
    const next = kind === 'asked' ? 'refused' : 'revoked';
    await this.consents.append({ userId, kind: next, guardianEmail, guardianName });
    const { erasureHours } = await this.periods.current();
    const [reason, hours] =
      next === 'refused'
        ? (['consent_refused', 0] as const)
        : (['consent_revoked', erasureHours] as const);
    await this.erasures.startWithoutConsent(userId, reason, hours);
    return next;
  }
}
