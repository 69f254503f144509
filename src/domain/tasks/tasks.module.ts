import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { PointsModule } from '../points/points.module';
import { StudentsModule } from '../students/students.module';
import { CourseTaskVerification } from './course-task-verification.service';
import { CourseWorkRepository } from './course-work.repository';
import { CourseWorkRules } from './course-work.service';
import { ReviewedTasks } from './reviewed-tasks';
import { RewardAllowance } from './reward-allowance';
import { StudentTasks } from './student-tasks.service';
import { TaskAssignments } from './task-assignments.service';
import { TaskCompleting } from './task-completing.service';
import { TaskGiving } from './task-giving.service';
import { TaskJudging } from './task-judging.service';
import { TaskListingsRepository } from './task-listings.repository';
import { TaskReviewersRepository } from './task-reviewers.repository';
import { TaskReviews } from './task-reviews.service';
import { TaskSubmissionsRepository } from './task-submissions.repository';
import { TaskSubmitting } from './task-submitting.service';
import { TaskVerdicts } from './task-verdicts.service';
import { TasksRepository } from './tasks.repository';
import { Tasks } from './tasks.service';

/** Students' tasks: who gives them, who judges that they are done, and what that pays. */
@Module({
  imports: [AuditModule, PointsModule, StudentsModule],
  providers: [
    CourseTaskVerification,
    CourseWorkRepository,
    CourseWorkRules,
    ReviewedTasks,
    RewardAllowance,
    StudentTasks,
    TaskAssignments,
    TaskCompleting,
    TaskGiving,
    TaskJudging,
    TaskListingsRepository,
    TaskReviewersRepository,
    TaskReviews,
    TaskSubmissionsRepository,
    TaskSubmitting,
    TaskVerdicts,
    TasksRepository,
    Tasks,
  ],
  exports: [StudentTasks, TaskAssignments, TaskReviews, TaskSubmitting, Tasks],
})
export class TasksModule {}
