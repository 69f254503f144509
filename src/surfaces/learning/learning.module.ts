import { Module } from '@nestjs/common';
import { AuthModule } from '../../domain/auth/auth.module';
import { ChatModule } from '../../domain/chat/chat.module';
import { ContentModule } from '../../domain/content/content.module';
import { CoursesModule } from '../../domain/courses/courses.module';
import { PromptsModule } from '../../domain/prompts/prompts.module';
import { UniversitiesModule } from '../../domain/universities/universities.module';
import { UsersModule } from '../../domain/users/users.module';
import { LearningAuthController } from './auth/auth.controller';
import { LearningSignIns } from './auth/sign-in.policy';
import { LearningChatController } from './chat/chat.controller';
import { LearningContentTypesController } from './content-types/content-types.controller';
import { LearningContentController } from './content/content.controller';
import { LearningCoursesController } from './courses/courses.controller';
import { LearningModulesController } from './modules/modules.controller';
import { LearningPromptsController } from './prompts/prompts.controller';
import { LearningUniversitiesController } from './universities/universities.controller';
import { LearningUsersController } from './users/users.controller';

/** The AI tutoring contract: every route under /api/v1. */
@Module({
  imports: [
    AuthModule,
    ChatModule,
    ContentModule,
    CoursesModule,
    PromptsModule,
    UniversitiesModule,
    UsersModule,
  ],
  controllers: [
    LearningAuthController,
    LearningChatController,
    LearningContentController,
    LearningContentTypesController,
    LearningCoursesController,
    LearningModulesController,
    LearningPromptsController,
    LearningUniversitiesController,
    LearningUsersController,
  ],
  providers: [LearningSignIns],
})
export class LearningModule {}
