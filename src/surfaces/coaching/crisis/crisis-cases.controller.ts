import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiForbiddenResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CrisisCasesService } from '../../../domain/crisis/cases/crisis-cases.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController, CoachingError } from '../coaching.surface';
import { sliceOf } from '../page-query';
import { UuidParameter } from '../uuid-fields';
import {
  CrisisCaseDetailsReply,
  CrisisCaseNoteRequest,
  CrisisCaseResolution,
  CrisisCasesQuery,
  CrisisCasesReply,
  toCrisisCase,
  toCrisisCaseDetails,
} from './crisis-cases.dto';

const ApiStepReplies: MethodDecorator = (target, key, descriptor) => {
  ApiOkResponse({ type: CrisisCaseDetailsReply })(target, key, descriptor);
  ApiNotFoundResponse({ type: CoachingError, description: 'There is no such case.' })(
    target,
    key,
    descriptor,
  );
  ApiConflictResponse({
    type: CoachingError,
    description: 'The case is in a state from which this step does not lead on.',
  })(target, key, descriptor);
};

@ApiTags('Crisis Cases')
@SignedIn()
@ApiForbiddenResponse({ type: CoachingError, description: 'For coaches and platform admins.' })
@CoachingController('crisis/cases')
export class CoachingCrisisCasesController {
  constructor(private readonly cases: CrisisCasesService) {}

  @Get()
  @ApiOperation({
    summary: 'List cases of students in a possible crisis',
    description: 'Of your students, for platform admins of all; unresolved and grave ones first.',
  })
  @ApiOkResponse({ type: CrisisCasesReply })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: CrisisCasesQuery,
  ): Promise<CrisisCasesReply> {
    const { status = null, student_id: studentId = null, page, per_page } = query;
    const { items, total } = await this.cases.list(actor, status, studentId, sliceOf(query));
    return { cases: items.map(toCrisisCase), total, page, per_page };
  }

  @Get(':case_id')
  @ApiOperation({
    summary: 'Get a case',
    description: 'With everything that happened to it, and the words on which it rests.',
  })
  @ApiOkResponse({ type: CrisisCaseDetailsReply })
  @ApiNotFoundResponse({ type: CoachingError, description: 'There is no such case.' })
  async get(
    @CurrentActor() actor: Actor,
    @UuidParameter('case_id') id: string,
  ): Promise<CrisisCaseDetailsReply> {
    return toCrisisCaseDetails(await this.cases.get(actor, id));
  }

  @Post(':case_id/acknowledge')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take on a case', description: 'It is no longer escalated by itself.' })
  @ApiStepReplies
  async acknowledge(
    @CurrentActor() actor: Actor,
    @UuidParameter('case_id') id: string,
    @Body() request: CrisisCaseNoteRequest,
  ): Promise<CrisisCaseDetailsReply> {
    return toCrisisCaseDetails(
      await this.cases.take(actor, id, 'acknowledged', request?.note ?? null),
    );
  }

  @Post(':case_id/escalate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ask for more people', description: 'Platform admins are alerted too.' })
  @ApiStepReplies
  async escalate(
    @CurrentActor() actor: Actor,
    @UuidParameter('case_id') id: string,
    @Body() request: CrisisCaseNoteRequest,
  ): Promise<CrisisCaseDetailsReply> {
    return toCrisisCaseDetails(
      await this.cases.take(actor, id, 'escalated', request?.note ?? null),
    );
  }

  @Post(':case_id/resolve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Close a case', description: 'Only a person does, and says how.' })
  @ApiStepReplies
  async resolve(
    @CurrentActor() actor: Actor,
    @UuidParameter('case_id') id: string,
    @Body() request: CrisisCaseResolution,
  ): Promise<CrisisCaseDetailsReply> {
    return toCrisisCaseDetails(await this.cases.take(actor, id, 'resolved', request.note));
  }
}
