import { Delete, Get, HttpCode, Query } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { BriefService } from '../../../domain/coach/brief/brief.service';
import { CaseloadService } from '../../../domain/coach/caseload.service';
import { CoachLinksService } from '../../../domain/coach/coach-links.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController, CoachingError } from '../coaching.surface';
import { sliceOf } from '../page-query';
import { UuidParameter } from '../uuid-fields';
import { BriefReply, toBrief } from './brief.dto';
import { CaseloadQuery, CaseloadReply, toCaseload, toCaseloadFilter } from './caseload.dto';

@ApiTags('Coach Management')
@SignedIn()
@CoachingController('coach/students')
export class CoachingCoachStudentsController {
  constructor(
    private readonly caseloads: CaseloadService,
    private readonly briefs: BriefService,
    private readonly links: CoachLinksService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List your students',
    description: 'For coaches, by name. Platform admins name a coach.',
  })
  @ApiOkResponse({ type: CaseloadReply })
  @ApiNotFoundResponse({ type: CoachingError, description: 'There is no such coach.' })
  async list(@CurrentActor() actor: Actor, @Query() query: CaseloadQuery): Promise<CaseloadReply> {
    return toCaseload(
      await this.caseloads.list(
        actor,
        query.coach_id ?? null,
        toCaseloadFilter(query),
        sliceOf(query),
      ),
    );
  }

  @Get(':student_id/brief')
  @ApiOperation({
    summary: 'Get ready for a session',
    description: 'What has changed since your last one with this student.',
  })
  @ApiOkResponse({ type: BriefReply })
  async brief(
    @CurrentActor() actor: Actor,
    @UuidParameter('student_id') studentId: string,
  ): Promise<BriefReply> {
    return toBrief(await this.briefs.prepare(actor, studentId));
  }

  @Delete(':student_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Let go of a student',
    description: 'You read nothing of them any more, your own sessions included.',
  })
  @ApiNoContentResponse()
  async delete(
    @CurrentActor() actor: Actor,
    @UuidParameter('student_id') studentId: string,
  ): Promise<void> {
    await this.links.endByCoach(actor, studentId);
  }
}
