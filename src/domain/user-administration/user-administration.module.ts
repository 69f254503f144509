import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { AuthModule } from '../auth/auth.module';
import { UsersModule } from '../users/users.module';
import { AccountStandingService } from './account-standing.service';
import { ManagedUsersRepository } from './managed-users.repository';
import { ManagedUsersService } from './managed-users.service';

/** Accounts in the hands of those who run the platform. */
@Module({
  imports: [AuditModule, AuthModule, UsersModule],
  providers: [AccountStandingService, ManagedUsersRepository, ManagedUsersService],
  exports: [AccountStandingService, ManagedUsersService],
})
export class UserAdministrationModule {}
