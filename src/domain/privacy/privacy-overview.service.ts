import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import {
  type GuardianConsentEvent,
  GuardianConsentsRepository,
} from '../users/guardian-consents.repository';
import type { Erasure } from './erasure/erasure';
import { ErasuresService } from './erasure/erasures.service';
import type { DataExport } from './exports/data-export';
import { DataExportsService } from './exports/data-exports.service';
import { keptAfterErasure } from './map/personal-data-map';
import { type Periods, RetentionPeriods } from './retention/retention-periods';

/** How a person's data stands. */
export interface PrivacyOverview {
  readonly consents: readonly GuardianConsentEvent[];
  readonly exports: readonly DataExport[];
  /** The erasure that waits or runs. */
  readonly erasure: Erasure | null;
  readonly periods: Periods;
  /** What stays after an erasure, by the name of its table, and why. */
  readonly kept: Readonly<Record<string, string>>;
}

/** Everything about the handling of the actor's own data on one page. */
@Injectable()
export class PrivacyOverviewService {
  constructor(
    private readonly consents: GuardianConsentsRepository,
    private readonly exports: DataExportsService,
    private readonly erasures: ErasuresService,
    private readonly periods: RetentionPeriods,
  ) {}

  async get(actor: Actor): Promise<PrivacyOverview> {
    return {
      consents: await this.consents.listOf(actor.userId),
      exports: await this.exports.list(actor),
      erasure: await this.erasures.current(actor),
      periods: await this.periods.current(),
      kept: keptAfterErasure(),
    };
  }
}
