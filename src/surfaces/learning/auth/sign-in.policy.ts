import { Inject, Injectable } from '@nestjs/common';
import type { SignInPolicy } from '../../../domain/auth/sign-in.policy';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';

/** Learning's sign-ins: every refresh replaces the token and prolongs the sign-in. */
@Injectable()
export class LearningSignIns implements SignInPolicy {
  readonly issuer = 'learning';
  readonly days: number;

  constructor(@Inject(CONFIGURATION) configuration: Configuration) {
    this.days = configuration.auth.learningRefreshDays;
  }
}
