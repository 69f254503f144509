import { Module } from '@nestjs/common';
import { CoursesModule } from '../courses/courses.module';
import { PromptsModule } from '../prompts/prompts.module';
import { RepliesModule } from '../replies/replies.module';
import { PromptImpactService } from './prompt-impact.service';

/** What a publish of a prompt would touch: the one place that looks at prompts, courses and replies. */
@Module({
  imports: [CoursesModule, PromptsModule, RepliesModule],
  providers: [PromptImpactService],
  exports: [PromptImpactService],
})
export class PromptImpactModule {}
