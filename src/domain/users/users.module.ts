import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { GuardianConsentsRepository } from './guardian-consents.repository';
import { ProfilesService } from './profiles.service';
import { RoleGrantsRepository } from './role-grants.repository';
import { RoleGrantsService } from './role-grants.service';
import { UsersRepository } from './users.repository';
import { UsersService } from './users.service';

@Module({
  imports: [AuditModule],
  providers: [
    GuardianConsentsRepository,
    ProfilesService,
    RoleGrantsRepository,
    RoleGrantsService,
    UsersRepository,
    UsersService,
  ],
  exports: [
    GuardianConsentsRepository,
    ProfilesService,
    RoleGrantsService,
    UsersRepository,
    UsersService,
  ],
})
export class UsersModule {}
