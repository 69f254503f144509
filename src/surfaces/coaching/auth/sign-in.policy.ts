import { Inject, Injectable } from '@nestjs/common';
import type { SignInPolicy } from '../../../domain/auth/sign-in.policy';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';

/** Coaching's sign-ins: clients keep the refresh token they have, for a week at most. */
@Injectable()
export class CoachingSignIns implements SignInPolicy {
  readonly issuer = 'coaching';
  readonly days: number;

  constructor(@Inject(CONFIGURATION) configuration: Configuration) {
    this.days = configuration.auth.coachingRefreshDays;
  }
}
