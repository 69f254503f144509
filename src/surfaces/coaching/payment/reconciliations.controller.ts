import { Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ReconciliationsService } from '../../../domain/payment/reconciliations.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { CoachingController } from '../coaching.surface';
import { UuidParameter } from '../uuid-fields';
import { ReconciliationReply, ReconciliationsReply, toReconciliation } from './reconciliations.dto';

@ApiTags('Admin Management')
@PlatformAdminOnly()
@CoachingController('admin/payments/reconciliations')
export class CoachingReconciliationsController {
  constructor(private readonly reconciliations: ReconciliationsService) {}

  @Get()
  @ApiOperation({ summary: 'List the last comparisons with Stripe', description: 'Newest first.' })
  @ApiOkResponse({ type: ReconciliationsReply })
  async list(@CurrentActor() actor: Actor): Promise<ReconciliationsReply> {
    return { reconciliations: (await this.reconciliations.latest(actor)).map(toReconciliation) };
  }

  @Get(':reconciliation_id')
  @ApiOperation({ summary: 'See what a comparison with Stripe found' })
  @ApiOkResponse({ type: ReconciliationReply })
  async get(
    @CurrentActor() actor: Actor,
    @UuidParameter('reconciliation_id') id: string,
  ): Promise<ReconciliationReply> {
    return toReconciliation(await this.reconciliations.get(actor, id));
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Compare with Stripe now',
    description: 'What differs is put right. One goes on at a time.',
  })
  @ApiAcceptedResponse({
    type: ReconciliationReply,
    headers: { Location: { schema: { type: 'string' }, description: 'Where to look at it.' } },
  })
  async start(
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReconciliationReply> {
    const run = toReconciliation(await this.reconciliations.start(actor));
    void reply.header('Location', `/api/admin/payments/reconciliations/${run.id}`);
    return run;
  }
}
