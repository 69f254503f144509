import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CollegesService } from '../../../domain/colleges/colleges.service';
import { SignedIn } from '../../access';
import { IdParameter } from '../../http/parameters';
import { CoachingController } from '../coaching.surface';
import { sliceOf } from '../page-query';
import {
  CollegeDetailReply,
  CollegesQuery,
  CollegesReply,
  toCollege,
  toCollegeDetail,
} from './colleges.dto';

@ApiTags('Colleges')
@SignedIn()
@CoachingController('colleges')
export class CoachingCollegesController {
  constructor(private readonly colleges: CollegesService) {}

  @Get()
  @ApiOperation({
    summary: 'Find colleges',
    description: 'By name or alias, the best match first; without a search by name.',
  })
  @ApiOkResponse({ type: CollegesReply })
  async list(@Query() query: CollegesQuery): Promise<CollegesReply> {
    const { items, total } = await this.colleges.list(
      { search: query.search?.trim() || null, state: query.state ?? null },
      sliceOf(query),
    );
    return {
      colleges: items.map(toCollege),
      total,
      page: query.page,
      per_page: query.per_page,
    };
  }

  @Get(':unitid')
  @ApiOperation({
    summary: 'Get a college',
    description: 'Every known figure with its source and year. Mobility figures are historical.',
  })
  @ApiOkResponse({ type: CollegeDetailReply })
  async get(@IdParameter('unitid') unitid: number): Promise<CollegeDetailReply> {
    return toCollegeDetail(await this.colleges.get(unitid));
  }
}
