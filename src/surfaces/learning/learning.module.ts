import { Module } from '@nestjs/common';
import { AnalyticsModule } from '../../domain/analytics/analytics.module';
import { AssessmentsModule } from '../../domain/assessments/assessments.module';
import { AuthModule } from '../../domain/auth/auth.module';
import { ChatModule } from '../../domain/chat/chat.module';
import { CommunityModule } from '../../domain/community/community.module';
import { ContentModule } from '../../domain/content/content.module';
import { CourseImportModule } from '../../domain/course-import/course-import.module';
import { CoursesModule } from '../../domain/courses/courses.module';
import { DirectoryModule } from '../../domain/directory/directory.module';
import { EnrollmentsModule } from '../../domain/enrollments/enrollments.module';
import { FeatureRequestsModule } from '../../domain/feature-requests/feature-requests.module';
import { NotificationsModule } from '../../domain/notifications/notifications.module';
import { OverviewModule } from '../../domain/overview/overview.module';
import { ProgressModule } from '../../domain/progress/progress.module';
import { PromptImpactModule } from '../../domain/prompt-impact/prompt-impact.module';
import { PromptsModule } from '../../domain/prompts/prompts.module';
import { ProviderCredentialsModule } from '../../domain/provider-credentials/provider-credentials.module';
import { TasksModule } from '../../domain/tasks/tasks.module';
import { UniversitiesModule } from '../../domain/universities/universities.module';
import { UsersModule } from '../../domain/users/users.module';
import { LearningAtRiskController } from './analytics/at-risk.controller';
import { LearningReportDownloadsController } from './analytics/report-downloads.controller';
import { LearningReportMailsController } from './analytics/report-mails.controller';
import { LearningReportsController } from './analytics/reports.controller';
import { LearningRetentionController } from './analytics/retention.controller';
import { LearningLabSubmissionsController } from './assessments/lab-submissions.controller';
import { LearningQuizAttemptsController } from './assessments/quiz-attempts.controller';
import { LearningQuizzesController } from './assessments/quizzes.controller';
import { LearningAccountRecoveryController } from './auth/account-recovery.controller';
import { LearningAuthController } from './auth/auth.controller';
import { LearningSignIns } from './auth/sign-in.policy';
import { LearningAwsCredentialsController } from './aws-credentials/aws-credentials.controller';
import { LearningAdminUsageController } from './chat/admin-usage.controller';
import { LearningChatController } from './chat/chat.controller';
import { LearningChatUsageController } from './chat/chat-usage.controller';
import { LearningContentTypesController } from './content-types/content-types.controller';
import { LearningContentController } from './content/content.controller';
import { LearningCountriesController } from './countries/countries.controller';
import { LearningCourseImportController } from './course-import/course-import.controller';
import { LearningCoursesController } from './courses/courses.controller';
import { LearningCourseDiscussionsController } from './discussions/course-discussions.controller';
import { LearningDiscussionReportsController } from './discussions/discussion-reports.controller';
import { LearningDiscussionsController } from './discussions/discussions.controller';
import { LearningEnrollmentsController } from './enrollments/enrollments.controller';
import { LearningFeatureRequestsController } from './feature-requests/feature-requests.controller';
import { LearningFlashcardsController } from './flashcards/flashcards.controller';
import { LearningModulesController } from './modules/modules.controller';
import { LearningNotesController } from './notes/notes.controller';
import { LearningNotificationsController } from './notifications/notifications.controller';
import { LearningOfferingsController } from './offerings/offerings.controller';
import { LearningProgressController } from './progress/progress.controller';
import { LearningPromptSplitsController } from './prompts/prompt-splits.controller';
import { LearningPromptVersionsController } from './prompts/prompt-versions.controller';
import { LearningPromptsController } from './prompts/prompts.controller';
import { LearningRatingsController } from './ratings/ratings.controller';
import { LearningTaskReviewsController } from './tasks/task-reviews.controller';
import { LearningSubjectsController } from './subjects/subjects.controller';
import { LearningDepartmentsController } from './universities/departments.controller';
import { LearningUniversitiesController } from './universities/universities.controller';
import { LearningRolesController } from './users/roles.controller';
import { LearningUsersController } from './users/users.controller';

/** The AI tutoring contract: every route under /api/v1. */
@Module({
  imports: [
    AnalyticsModule,
    AssessmentsModule,
    AuthModule,
    ChatModule,
    CommunityModule,
    ContentModule,
    CourseImportModule,
    CoursesModule,
    DirectoryModule,
    EnrollmentsModule,
    FeatureRequestsModule,
    NotificationsModule,
    OverviewModule,
    ProgressModule,
    PromptImpactModule,
    PromptsModule,
    ProviderCredentialsModule,
    TasksModule,
    UniversitiesModule,
    UsersModule,
  ],
  controllers: [
    LearningAdminUsageController,
    LearningAccountRecoveryController,
    LearningAtRiskController,
    LearningAuthController,
    LearningAwsCredentialsController,
    LearningChatController,
    LearningChatUsageController,
    LearningContentController,
    LearningContentTypesController,
    LearningCountriesController,
    LearningCourseDiscussionsController,
    LearningCourseImportController,
    LearningCoursesController,
    LearningDepartmentsController,
    LearningDiscussionReportsController,
    LearningDiscussionsController,
    LearningEnrollmentsController,
    LearningFeatureRequestsController,
    LearningFlashcardsController,
    LearningLabSubmissionsController,
    LearningModulesController,
    LearningNotesController,
    LearningNotificationsController,
    LearningOfferingsController,
    LearningProgressController,
    LearningPromptSplitsController,
    LearningPromptVersionsController,
    LearningPromptsController,
    LearningQuizAttemptsController,
    LearningQuizzesController,
    LearningRatingsController,
    LearningReportDownloadsController,
    LearningReportMailsController,
    LearningReportsController,
    LearningRetentionController,
    LearningRolesController,
    LearningSubjectsController,
    LearningTaskReviewsController,
    LearningUniversitiesController,
    LearningUsersController,
  ],
  providers: [LearningSignIns],
})
export class LearningModule {}
