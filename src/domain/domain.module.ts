import { Module } from '@nestjs/common';
import { AuthModule } from './auth/auth.module';
import { UsersModule } from './users/users.module';

/** Every feature, so that a worker has each job's handler whatever the surfaces import. */
@Module({ imports: [AuthModule, UsersModule] })
export class DomainModule {}
