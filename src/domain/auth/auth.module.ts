import { Module } from '@nestjs/common';
import { ApiKeysModule } from '../api-keys/api-keys.module';
import { EmailModule } from '../email/email.module';
import { UsersModule } from '../users/users.module';
import { AccountRecoveryService } from './account-recovery.service';
import { AccountTokensModule } from './account-tokens.module';
import { ActorResolver } from './actor-resolver';
import { AuthService } from './auth.service';
import { CredentialsService } from './credentials.service';
import { PasswordChangeService } from './password-change.service';
import { RefreshService } from './refresh.service';
import { RegistrationService } from './registration.service';
import { SessionEnding } from './session-ending';
import { SignInsRepository } from './sign-ins.repository';
import { TokenIssuer } from './token-issuer';

@Module({
  imports: [AccountTokensModule, ApiKeysModule, EmailModule, UsersModule],
  providers: [
    AccountRecoveryService,
    ActorResolver,
    AuthService,
    CredentialsService,
    PasswordChangeService,
    RefreshService,
    RegistrationService,
    SessionEnding,
    SignInsRepository,
    TokenIssuer,
  ],
  exports: [
    AccountRecoveryService,
    ActorResolver,
    AuthService,
    CredentialsService,
    PasswordChangeService,
    RefreshService,
    RegistrationService,
    SignInsRepository,
  ],
})
export class AuthModule {}
