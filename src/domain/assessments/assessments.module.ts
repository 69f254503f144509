import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { ContentModule } from '../content/content.module';
import { CoursesModule } from '../courses/courses.module';
import { EnrollmentsModule } from '../enrollments/enrollments.module';
import { ProgressModule } from '../progress/progress.module';
import { UsersModule } from '../users/users.module';
import { AttemptBeginning } from './attempt-beginning.service';
import { AttemptClosing } from './attempt-closing.service';
import { LabReviewsService } from './lab-reviews.service';
import { LabSubmissionsRepository } from './lab-submissions.repository';
import { LabSubmissionsService } from './lab-submissions.service';
import { QuizAttemptsRepository } from './quiz-attempts.repository';
import { QuizAttemptsService } from './quiz-attempts.service';
import { QuizRecordsService } from './quiz-records.service';
import { QuizSettingsRepository } from './quiz-settings.repository';
import { QuizSettingsService } from './quiz-settings.service';
import { StudentWorkRules } from './student-work';

@Module({
  imports: [
    AuditModule,
    ContentModule,
    CoursesModule,
    EnrollmentsModule,
    ProgressModule,
    UsersModule,
  ],
  providers: [
    AttemptBeginning,
    AttemptClosing,
    LabReviewsService,
    LabSubmissionsRepository,
    LabSubmissionsService,
    QuizAttemptsRepository,
    QuizAttemptsService,
    QuizRecordsService,
    QuizSettingsRepository,
    QuizSettingsService,
    StudentWorkRules,
  ],
  exports: [
    LabReviewsService,
    LabSubmissionsService,
    QuizAttemptsService,
    QuizRecordsService,
    QuizSettingsService,
  ],
})
export class AssessmentsModule {}
