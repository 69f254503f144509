import { Module } from '@nestjs/common';
import { AssessmentsModule } from './assessments/assessments.module';
import { AgentsModule } from './agents/agents.module';
import { AnalyticsModule } from './analytics/analytics.module';
import { ApiKeysModule } from './api-keys/api-keys.module';
import { AuditModule } from './audit/audit.module';
import { AuthModule } from './auth/auth.module';
import { ChatModule } from './chat/chat.module';
import { CollegesModule } from './colleges/colleges.module';
import { CompletionsModule } from './completions/completions.module';
import { CoachModule } from './coach/coach.module';
import { CommunityModule } from './community/community.module';
import { ContentModule } from './content/content.module';
import { CourseImportModule } from './course-import/course-import.module';
import { CoursesModule } from './courses/courses.module';
import { CrisisModule } from './crisis/crisis.module';
import { DeadLettersModule } from './dead-letters/dead-letters.module';
import { DemoModule } from './demo/demo.module';
import { DeveloperProfileModule } from './developer-profile/developer-profile.module';
import { DirectoryModule } from './directory/directory.module';
import { DocumentsModule } from './documents/documents.module';
import { EmailModule } from './email/email.module';
import { EntitlementsModule } from './entitlements/entitlements.module';
import { EnrollmentsModule } from './enrollments/enrollments.module';
import { IdempotencyModule } from './idempotency/idempotency.module';
import { FeatureRequestsModule } from './feature-requests/feature-requests.module';
import { LiveEventsModule } from './live-events/live-events.module';
import { NotificationsModule } from './notifications/notifications.module';
import { OpportunitiesModule } from './opportunities/opportunities.module';
import { OverviewModule } from './overview/overview.module';
import { PrivacyModule } from './privacy/privacy.module';
import { PaymentModule } from './payment/payment.module';
import { PointsModule } from './points/points.module';
import { ProgressModule } from './progress/progress.module';
import { PromptImpactModule } from './prompt-impact/prompt-impact.module';
import { PromptsModule } from './prompts/prompts.module';
import { ProviderCredentialsModule } from './provider-credentials/provider-credentials.module';
import { RepliesModule } from './replies/replies.module';
import { SettingsModule } from './settings/settings.module';
import { SystemHealthModule } from './system-health/system-health.module';
import { TasksModule } from './tasks/tasks.module';
import { UniversitiesModule } from './universities/universities.module';
import { UserAdministrationModule } from './user-administration/user-administration.module';
import { UserImportModule } from './user-import/user-import.module';
import { UsersModule } from './users/users.module';
import { WebhooksModule } from './webhooks/webhooks.module';

/** Every feature, so that a worker has each job's handler whatever the surfaces import. */
@Module({
  imports: [
    AssessmentsModule,
    AgentsModule,
    AnalyticsModule,
    ApiKeysModule,
    AuditModule,
    AuthModule,
    ChatModule,
    CollegesModule,
    CoachModule,
    CommunityModule,
    CompletionsModule,
    ContentModule,
    CourseImportModule,
    CoursesModule,
    CrisisModule,
    DeadLettersModule,
    DemoModule,
    DeveloperProfileModule,
    DirectoryModule,
    DocumentsModule,
    EmailModule,
    EnrollmentsModule,
    EntitlementsModule,
    LiveEventsModule,
    NotificationsModule,
    OpportunitiesModule,
    OverviewModule,
    FeatureRequestsModule,
    IdempotencyModule,
    PrivacyModule,
    PaymentModule,
    PointsModule,
    ProgressModule,
    PromptImpactModule,
    PromptsModule,
    ProviderCredentialsModule,
    RepliesModule,
    SettingsModule,
    SystemHealthModule,
    TasksModule,
    UniversitiesModule,
    UserAdministrationModule,
    UserImportModule,
    UsersModule,
    WebhooksModule,
  ],
})
export class DomainModule {}
