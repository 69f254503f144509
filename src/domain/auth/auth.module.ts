import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module';
import { ActorResolver } from './actor-resolver';
import { AuthService } from './auth.service';
import { CredentialsService } from './credentials.service';
import { PasswordChangeService } from './password-change.service';
import { RefreshService } from './refresh.service';
import { RegistrationService } from './registration.service';
import { SignInsRepository } from './sign-ins.repository';
import { TokenIssuer } from './token-issuer';
import { WelcomeMailService } from './welcome-mail.service';

@Module({
  imports: [UsersModule],
  providers: [
    ActorResolver,
    AuthService,
    CredentialsService,
    PasswordChangeService,
    RefreshService,
    RegistrationService,
    SignInsRepository,
    TokenIssuer,
    WelcomeMailService,
  ],
  exports: [
    ActorResolver,
    AuthService,
    PasswordChangeService,
    RefreshService,
    RegistrationService,
    SignInsRepository,
  ],
})
export class AuthModule {}
