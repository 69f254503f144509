import { Module } from '@nestjs/common';
import { AgentsModule } from '../../domain/agents/agents.module';
import { AuthModule } from '../../domain/auth/auth.module';
import { CoachModule } from '../../domain/coach/coach.module';
import { StudentsModule } from '../../domain/students/students.module';
import { CrisisModule } from '../../domain/crisis/crisis.module';
import { CollegesModule } from '../../domain/colleges/colleges.module';
import { OpportunitiesModule } from '../../domain/opportunities/opportunities.module';
import { UsersModule } from '../../domain/users/users.module';
import { AgentCalls } from './agents/agent-calls';
import { CoachingCrisisDetectionController } from './agents/crisis-detection.controller';
import { CoachingGamePlanController } from './agents/game-plan.controller';
import { CoachingGamePlansController } from './agents/game-plans.controller';
import { CoachingInterventionController } from './agents/intervention.controller';
import { CoachingOpportunityFinderController } from './agents/opportunity-finder.controller';
import { CoachingProfileAssessmentController } from './agents/profile-assessment.controller';
import { CoachingReadinessController } from './agents/readiness.controller';
import { CoachingAgentRunsController } from './agents/runs.controller';
import { CoachingAuthController } from './auth/auth.controller';
import { CoachingCollegesController } from './colleges/colleges.controller';
import { CoachingOpportunitiesController } from './opportunities/opportunities.controller';
import { CoachingSignIns } from './auth/sign-in.policy';
import { CoachingAssignmentsController } from './coach/assignments.controller';
import { CoachingCoachStudentsController } from './coach/coach-students.controller';
import { CoachingInvitationsController } from './coach/invitations.controller';
import { CoachingOwnCoachesController } from './coach/own-coaches.controller';
import { CoachingSessionsController } from './coach/sessions.controller';
import { CoachingCrisisCasesController } from './crisis/crisis-cases.controller';
import { ENTRY_CONTROLLERS } from './students/entries/entry-controllers';
import { CoachingStudentsController } from './students/students.controller';

/** The college coaching contract: every route under /api, /v2 and the deprecated /v1. */
@Module({
  imports: [
    AgentsModule,
    AuthModule,
    CoachModule,
    StudentsModule,
    CollegesModule,
    CrisisModule,
    OpportunitiesModule,
    UsersModule,
  ],
  controllers: [
    CoachingAgentRunsController,
    CoachingAssignmentsController,
    CoachingAuthController,
    CoachingCoachStudentsController,
    CoachingCollegesController,
    CoachingCrisisCasesController,
    CoachingCrisisDetectionController,
    CoachingGamePlanController,
    CoachingGamePlansController,
    CoachingInterventionController,
    CoachingInvitationsController,
    CoachingOwnCoachesController,
    CoachingProfileAssessmentController,
    CoachingReadinessController,
    CoachingSessionsController,
    CoachingStudentsController,
    ...ENTRY_CONTROLLERS,
    CoachingOpportunitiesController,
    CoachingOpportunityFinderController,
  ],
  providers: [AgentCalls, CoachingSignIns],
})
export class CoachingModule {}
