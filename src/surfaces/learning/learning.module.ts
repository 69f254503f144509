import { Module } from '@nestjs/common';
import { AuthModule } from '../../domain/auth/auth.module';
import { UsersModule } from '../../domain/users/users.module';
import { LearningAuthController } from './auth/auth.controller';
import { LearningSignIns } from './auth/sign-in.policy';
import { LearningUsersController } from './users/users.controller';

/** The AI tutoring contract: every route under /api/v1. */
@Module({
  imports: [AuthModule, UsersModule],
  controllers: [LearningAuthController, LearningUsersController],
  providers: [LearningSignIns],
})
export class LearningModule {}
