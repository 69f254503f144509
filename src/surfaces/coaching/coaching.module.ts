import { Module } from '@nestjs/common';
import { AuthModule } from '../../domain/auth/auth.module';
import { UsersModule } from '../../domain/users/users.module';
import { CoachingAuthController } from './auth/auth.controller';
import { CoachingSignIns } from './auth/sign-in.policy';

/** The college coaching contract: every route under /api, /v2 and the deprecated /v1. */
@Module({
  imports: [AuthModule, UsersModule],
  controllers: [CoachingAuthController],
  providers: [CoachingSignIns],
})
export class CoachingModule {}
