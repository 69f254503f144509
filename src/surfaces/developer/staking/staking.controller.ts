import { Body, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { StakeRelease } from '../../../domain/points/staking/stake-release.service';
import { StakingOverview } from '../../../domain/points/staking/staking-overview.service';
import { Staking } from '../../../domain/points/staking/staking.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, WithKey } from '../../access';
import { DeveloperController } from '../developer-controller';
import {
  type Envelope,
  enveloped,
  envelopedPage,
  EnvelopeOf,
  ListEnvelopeOf,
  type PageEnvelope,
  PageEnvelopeOf,
} from '../envelope';
import { IdempotencyReference } from '../idempotency/idempotency-reference';
import { sliceOf } from '../page-query';
import { PublicIdParameter } from '../public-id';
import {
  OpenStakeRequest,
  StakeReply,
  StakesQuery,
  StakingProductReply,
  StakingSummaryReply,
  toProduct,
  toStake,
  toStakeRequest,
  toSummary,
} from './staking.dto';

@ApiTags('Staking')
@WithKey('read:staking')
@DeveloperController('staking')
export class DeveloperStakingController {
  constructor(
    private readonly overview: StakingOverview,
    private readonly staking: Staking,
    private readonly release: StakeRelease,
  ) {}

  @Get('summary')
  @ApiOperation({ summary: 'What your stakes come to' })
  @ApiOkResponse({ type: EnvelopeOf(StakingSummaryReply) })
  async summary(@CurrentActor() actor: Actor): Promise<Envelope<StakingSummaryReply>> {
    return enveloped(toSummary(await this.overview.summary(actor)));
  }

  @Get('products')
  @ApiOperation({ summary: 'What points can be committed to' })
  @ApiOkResponse({ type: ListEnvelopeOf(StakingProductReply) })
  async products(): Promise<Envelope<readonly StakingProductReply[]>> {
    return enveloped((await this.overview.products()).map(toProduct));
  }

  @Get('stakes')
  @ApiOperation({ summary: 'List your stakes', description: 'Newest first.' })
  @ApiOkResponse({ type: PageEnvelopeOf(StakeReply) })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: StakesQuery,
  ): Promise<PageEnvelope<StakeReply>> {
    return envelopedPage(
      await this.overview.list(actor, query.status, sliceOf(query)),
      query,
      toStake,
    );
  }

  @Get('stakes/:stake_id')
  @ApiOperation({ summary: 'Get a stake' })
  @ApiOkResponse({ type: EnvelopeOf(StakeReply) })
  async get(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('stake_id', 'stake') id: string,
  ): Promise<Envelope<StakeReply>> {
    return enveloped(toStake(await this.overview.get(actor, id)));
  }

  @Post('stakes')
  @HttpCode(200)
  @WithKey('write:staking')
  @ApiOperation({
    summary: 'Commit points',
    description:
      'They stay yours: every stake gives them back at any time. Answers 422 insufficient_points where there are fewer.',
  })
  @ApiOkResponse({ type: EnvelopeOf(StakeReply) })
  async stake(
    @CurrentActor() actor: Actor,
    @Body() request: OpenStakeRequest,
    @IdempotencyReference() key: string,
  ): Promise<Envelope<StakeReply>> {
    return enveloped(toStake(await this.staking.stake(actor, toStakeRequest(request, key))));
  }

  @Post('stakes/:stake_id/unstake')
  @HttpCode(200)
  @WithKey('write:staking')
  @ApiOperation({
    summary: 'Take points back',
    description:
      'At any time and always all of them. With the yield once that is due; before, without.',
  })
  @ApiOkResponse({ type: EnvelopeOf(StakeReply) })
  async unstake(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('stake_id', 'stake') id: string,
    @IdempotencyReference() key: string,
  ): Promise<Envelope<StakeReply>> {
    return enveloped(toStake(await this.release.unstake(actor, id, key)));
  }

  @Post('stakes/:stake_id/claim')
  @HttpCode(200)
  @WithKey('write:staking')
  @ApiOperation({
    summary: 'Claim the yield of a stake',
    description:
      'Of a flexible stake on any day, of a fixed one when its days are over. A commitment is settled when its task tells how. Answers 409 when nothing is due.',
  })
  @ApiOkResponse({ type: EnvelopeOf(StakeReply) })
  async claim(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('stake_id', 'stake') id: string,
    @IdempotencyReference() key: string,
  ): Promise<Envelope<StakeReply>> {
    return enveloped(toStake(await this.release.claim(actor, id, key)));
  }
}
