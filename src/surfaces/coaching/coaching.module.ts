import { Module } from '@nestjs/common';
import { AgentsModule } from '../../domain/agents/agents.module';
import { AnalyticsModule } from '../../domain/analytics/analytics.module';
import { AuthModule } from '../../domain/auth/auth.module';
import { CoachModule } from '../../domain/coach/coach.module';
import { StudentsModule } from '../../domain/students/students.module';
import { CrisisModule } from '../../domain/crisis/crisis.module';
import { CollegesModule } from '../../domain/colleges/colleges.module';
import { EntitlementsModule } from '../../domain/entitlements/entitlements.module';
import { NotificationsModule } from '../../domain/notifications/notifications.module';
import { OpportunitiesModule } from '../../domain/opportunities/opportunities.module';
import { PaymentModule } from '../../domain/payment/payment.module';
import { PointsModule } from '../../domain/points/points.module';
import { SettingsModule } from '../../domain/settings/settings.module';
import { SystemHealthModule } from '../../domain/system-health/system-health.module';
import { UserAdministrationModule } from '../../domain/user-administration/user-administration.module';
import { UserImportModule } from '../../domain/user-import/user-import.module';
import { PrivacyModule } from '../../domain/privacy/privacy.module';
import { DeadLettersModule } from '../../domain/dead-letters/dead-letters.module';
import { DocumentsModule } from '../../domain/documents/documents.module';
import { EmailModule } from '../../domain/email/email.module';
import { TasksModule } from '../../domain/tasks/tasks.module';
import { UsersModule } from '../../domain/users/users.module';
import { CoachingSettingsController } from './admin/settings.controller';
import { CoachingUserImportsController } from './admin/user-imports.controller';
import { CoachingUsersController } from './admin/users.controller';
import { AgentCalls } from './agents/agent-calls';
import { CoachingCrisisDetectionController } from './agents/crisis-detection.controller';
import { CoachingGamePlanController } from './agents/game-plan.controller';
import { CoachingGamePlansController } from './agents/game-plans.controller';
import { CoachingInterventionController } from './agents/intervention.controller';
import { CoachingOpportunityFinderController } from './agents/opportunity-finder.controller';
import { CoachingProfileAssessmentController } from './agents/profile-assessment.controller';
import { CoachingReadinessController } from './agents/readiness.controller';
import { CoachingAgentRunsController } from './agents/runs.controller';
import { CoachingAnalyticsController } from './analytics/analytics.controller';
import { CoachingAccountRecoveryController } from './auth/account-recovery.controller';
import { CoachingAuthController } from './auth/auth.controller';
import { CoachingCollegesController } from './colleges/colleges.controller';
import { DOCUMENT_CONTROLLERS } from './documents/document-controllers';
import { EMAIL_CONTROLLERS } from './email/email-controllers';
import { CoachingNotificationsController } from './notifications/notifications.controller';
import { CoachingOpportunitiesController } from './opportunities/opportunities.controller';
import { CoachingSignIns } from './auth/sign-in.policy';
import { CoachingAssignmentsController } from './coach/assignments.controller';
import { CoachingCoachStudentsController } from './coach/coach-students.controller';
import { CoachingInvitationsController } from './coach/invitations.controller';
import { CoachingOwnCoachesController } from './coach/own-coaches.controller';
import { CoachingSessionsController } from './coach/sessions.controller';
import { CoachingCrisisCasesController } from './crisis/crisis-cases.controller';
import { PAYMENT_CONTROLLERS } from './payment/payment-controllers';
import { CoachingAdminPointsController } from './points/admin-points.controller';
import { CoachingStudentPointsController } from './points/student-points.controller';
import { PRIVACY_CONTROLLERS } from './privacy/privacy-controllers';
import { CoachingDeadLettersController } from './dead-letters/dead-letters.controller';
import { ENTRY_CONTROLLERS } from './students/entries/entry-controllers';
import { CoachingStudentsController } from './students/students.controller';
import { CoachingStudentTasksController } from './tasks/student-tasks.controller';
import { CoachingTaskReviewsController } from './tasks/task-reviews.controller';
import { CoachingSystemHealthController } from './system/system-health.controller';

/** The college coaching contract: every route under /api, /v2 and the deprecated /v1. */
@Module({
  imports: [
    AgentsModule,
    AnalyticsModule,
    AuthModule,
    CoachModule,
    StudentsModule,
    CollegesModule,
    CrisisModule,
    DeadLettersModule,
    DocumentsModule,
    EmailModule,
    EntitlementsModule,
    NotificationsModule,
    OpportunitiesModule,
    PaymentModule,
    PointsModule,
    SettingsModule,
    SystemHealthModule,
    TasksModule,
    UserAdministrationModule,
    UserImportModule,
    PrivacyModule,
    UsersModule,
  ],
  controllers: [
    CoachingAccountRecoveryController,
    CoachingAdminPointsController,
    CoachingAgentRunsController,
    CoachingAnalyticsController,
    CoachingAssignmentsController,
    CoachingAuthController,
    CoachingCoachStudentsController,
    CoachingCollegesController,
    CoachingCrisisCasesController,
    CoachingCrisisDetectionController,
    CoachingDeadLettersController,
    CoachingGamePlanController,
    CoachingGamePlansController,
    CoachingInterventionController,
    CoachingInvitationsController,
    CoachingOwnCoachesController,
    CoachingNotificationsController,
    CoachingProfileAssessmentController,
    CoachingReadinessController,
    CoachingSessionsController,
    CoachingSettingsController,
    CoachingStudentPointsController,
    CoachingStudentsController,
    CoachingStudentTasksController,
    CoachingTaskReviewsController,
    CoachingSystemHealthController,
    CoachingUserImportsController,
    CoachingUsersController,
    ...DOCUMENT_CONTROLLERS,
    ...EMAIL_CONTROLLERS,
    ...ENTRY_CONTROLLERS,
    ...PAYMENT_CONTROLLERS,
    ...PRIVACY_CONTROLLERS,
    CoachingOpportunitiesController,
    CoachingOpportunityFinderController,
  ],
  providers: [AgentCalls, CoachingSignIns],
})
export class CoachingModule {}
