import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { StudentTasks } from '../../../domain/tasks/student-tasks.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController } from '../coaching.surface';
import { sliceOf } from '../page-query';
import { UuidParameter } from '../uuid-fields';
import {
  StudentTasksQuery,
  StudentTasksReply,
  toStudentTaskFilter,
  toStudentTasks,
} from './tasks.dto';

@ApiTags('Students')
@SignedIn()
@CoachingController('students')
export class CoachingStudentTasksController {
  constructor(private readonly tasks: StudentTasks) {}

  @Get(':student_id/tasks')
  @ApiOperation({
    summary: 'List the tasks of a student',
    description: 'For the student, their coaches and platform admins.',
  })
  @ApiOkResponse({ type: StudentTasksReply })
  async list(
    @CurrentActor() actor: Actor,
    @UuidParameter('student_id') studentId: string,
    @Query() query: StudentTasksQuery,
  ): Promise<StudentTasksReply> {
    return toStudentTasks(
      await this.tasks.list(actor, studentId, toStudentTaskFilter(query), sliceOf(query)),
      query,
    );
  }
}
