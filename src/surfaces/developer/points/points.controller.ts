import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PointsStatement } from '../../../domain/points/statement/points-statement.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, WithKey } from '../../access';
import { DeveloperController } from '../developer-controller';
import {
  type Envelope,
  enveloped,
  envelopedPage,
  EnvelopeOf,
  type PageEnvelope,
  PageEnvelopeOf,
} from '../envelope';
import { sliceOf } from '../page-query';
import { PublicIdParameter } from '../public-id';
import {
  BalanceReply,
  StatementLineReply,
  StatementQuery,
  toBalance,
  toFilter,
  toStatementLine,
  toTransfer,
  TransferReply,
} from './points.dto';

@ApiTags('Points')
@WithKey('read:staking')
@DeveloperController('points')
export class DeveloperPointsController {
  constructor(private readonly statement: PointsStatement) {}

  @Get('balance')
  @ApiOperation({ summary: 'The points of the person that the key belongs to' })
  @ApiOkResponse({ type: EnvelopeOf(BalanceReply) })
  async balance(@CurrentActor() actor: Actor): Promise<Envelope<BalanceReply>> {
    return enveloped(toBalance(await this.statement.balance(actor)));
  }

  @Get('statement')
  @ApiOperation({
    summary: 'Every move of the points that can be used',
    description: 'Newest first. The points of all lines add up to what is available.',
  })
  @ApiOkResponse({ type: PageEnvelopeOf(StatementLineReply) })
  async lines(
    @CurrentActor() actor: Actor,
    @Query() query: StatementQuery,
  ): Promise<PageEnvelope<StatementLineReply>> {
    return envelopedPage(
      await this.statement.lines(actor, toFilter(query), sliceOf(query)),
      query,
      toStatementLine,
    );
  }

  @Get('transfers/:transfer_id')
  @ApiOperation({ summary: 'One transfer that moved points of yours' })
  @ApiOkResponse({ type: EnvelopeOf(TransferReply) })
  async transfer(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('transfer_id', 'transfer') id: string,
  ): Promise<Envelope<TransferReply>> {
    return enveloped(toTransfer(await this.statement.transfer(actor, id)));
  }
}
