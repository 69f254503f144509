import { Body, Get, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { StudentFactsService } from '../../../domain/students/student-facts.service';
import { StudentRecordReader } from '../../../domain/students/student-record-reader';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController } from '../coaching.surface';
import { UuidParameter } from '../uuid-fields';
import {
  StudentFactsReply,
  StudentReply,
  toFactChanges,
  toFacts,
  toStudent,
  UpdateStudentRequest,
} from './students.dto';

@ApiTags('Students')
@SignedIn()
@CoachingController('students')
export class CoachingStudentsController {
  constructor(
    private readonly records: StudentRecordReader,
    private readonly facts: StudentFactsService,
  ) {}

  @Get(':student_id')
  @ApiOperation({
    summary: 'Get the whole record of a student',
    description:
      "For the student, their coaches and platform admins. Notes of sessions are their coach's own.",
  })
  @ApiOkResponse({ type: StudentReply })
  async get(
    @CurrentActor() actor: Actor,
    @UuidParameter('student_id') id: string,
  ): Promise<StudentReply> {
    return toStudent(await this.records.read(actor, id));
  }

  @Patch(':student_id')
  @ApiOperation({
    summary: 'Change facts about a student',
    description: 'Absent fields stay as they are; null empties.',
  })
  @ApiOkResponse({ type: StudentFactsReply })
  async update(
    @CurrentActor() actor: Actor,
    @UuidParameter('student_id') id: string,
    @Body() request: UpdateStudentRequest,
  ): Promise<StudentFactsReply> {
    return toFacts(await this.facts.update(actor, id, toFactChanges(request)));
  }
}
