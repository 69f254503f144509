import { Module } from '@nestjs/common';
import { AuthModule } from './auth/auth.module';
import { ChatModule } from './chat/chat.module';
import { ContentModule } from './content/content.module';
import { CoursesModule } from './courses/courses.module';
import { DemoModule } from './demo/demo.module';
import { PromptsModule } from './prompts/prompts.module';
import { RepliesModule } from './replies/replies.module';
import { UniversitiesModule } from './universities/universities.module';
import { UsersModule } from './users/users.module';

/** Every feature, so that a worker has each job's handler whatever the surfaces import. */
@Module({
  imports: [
    AuthModule,
    ChatModule,
    ContentModule,
    CoursesModule,
    DemoModule,
    PromptsModule,
    RepliesModule,
    UniversitiesModule,
    UsersModule,
  ],
})
export class DomainModule {}
