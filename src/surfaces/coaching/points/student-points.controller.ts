import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { StudentPoints } from '../../../domain/points/student-points.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController } from '../coaching.surface';
import { UuidParameter } from '../uuid-fields';
import { PointsReply, toPoints } from './points.dto';

@ApiTags('Students')
@SignedIn()
@CoachingController('students/:student_id/points')
export class CoachingStudentPointsController {
  constructor(private readonly points: StudentPoints) {}

  @Get()
  @ApiOperation({
    summary: 'Get the points of a student',
    description: 'For the student, their coaches and platform admins.',
  })
  @ApiOkResponse({ type: PointsReply })
  async get(
    @CurrentActor() actor: Actor,
    @UuidParameter('student_id') id: string,
  ): Promise<PointsReply> {
    return toPoints(await this.points.read(actor, id));
  }
}
