import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { EmailModule } from '../email/email.module';
import { ApiKeysRepository } from './api-keys.repository';
import { ApiKeys } from './api-keys.service';
import { KeyEnding } from './key-ending.service';
import { KeyOwnerNotices } from './key-owner-notices';
import { KeySecretsRepository } from './key-secrets.repository';
import { KeyStandingsRepository } from './key-standings.repository';
import { LeakedKeys } from './leaked-keys.service';
import { OwnApiKeys } from './own-api-keys.service';

/** Keys with which programs call for a person. */
@Module({
  imports: [AuditModule, EmailModule],
  providers: [
    ApiKeys,
    ApiKeysRepository,
    KeyEnding,
    KeyOwnerNotices,
    KeySecretsRepository,
    KeyStandingsRepository,
    LeakedKeys,
    OwnApiKeys,
  ],
  exports: [ApiKeys, KeyEnding, LeakedKeys, OwnApiKeys],
})
export class ApiKeysModule {}
