import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { UsageService } from '../../../domain/chat/usage/usage.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { LearningController } from '../learning.surface';
import { OwnUsageReply, toOwnUsage, UsageQuery } from './usage.dto';

@ApiTags('Chat')
@LearningController('chat/usage')
export class LearningChatUsageController {
  constructor(private readonly usage: UsageService) {}

  @SignedIn()
  @Get()
  @ApiOperation({ summary: 'See what your chats used, in tokens and money' })
  @ApiOkResponse({ type: OwnUsageReply })
  async getOwn(@CurrentActor() actor: Actor, @Query() query: UsageQuery): Promise<OwnUsageReply> {
    return toOwnUsage(await this.usage.own(actor, { from: query.date_from, to: query.date_to }));
  }
}
