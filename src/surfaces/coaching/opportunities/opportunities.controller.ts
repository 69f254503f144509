import { Get, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OpportunitiesService } from '../../../domain/opportunities/opportunities.service';
import { SignedIn } from '../../access';
import { CoachingController, CoachingError } from '../coaching.surface';
import { sliceOf } from '../page-query';
import {
  OpportunitiesQuery,
  OpportunitiesReply,
  OpportunityReply,
  toOpportunityReply,
  toSearch,
} from './opportunities.dto';
import { OpportunityIdParameter } from './opportunity-id';

@ApiTags('Opportunities')
@SignedIn()
@CoachingController('opportunities')
export class CoachingOpportunitiesController {
  constructor(private readonly opportunities: OpportunitiesService) {}

  @Get()
  @ApiOperation({
    summary: 'Search scholarships, programs, competitions and internships',
    description:
      'With words: what holds all of them, or any where nothing holds all, the best first. Without: what is due soonest first.',
  })
  @ApiOkResponse({ type: OpportunitiesReply })
  async search(@Query() query: OpportunitiesQuery): Promise<OpportunitiesReply> {
    const today = dayOfNow();
    const found = await this.opportunities.search(toSearch(query), today, sliceOf(query));
    return {
      opportunities: found.map((opportunity) => toOpportunityReply(opportunity, today)),
      page: query.page,
      per_page: query.per_page,
    };
  }

  @Get(':opp_id')
  @ApiOperation({ summary: 'Get an opportunity' })
  @ApiOkResponse({ type: OpportunityReply })
  @ApiNotFoundResponse({ type: CoachingError, description: 'There is no such opportunity.' })
  async get(@OpportunityIdParameter('opp_id') id: string): Promise<OpportunityReply> {
    return toOpportunityReply(await this.opportunities.get(id), dayOfNow());
  }
}

/** Today, UTC. */
function dayOfNow(): string {
  return new Date().toISOString().slice(0, 10);
}
