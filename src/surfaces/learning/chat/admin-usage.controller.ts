import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { UsageService } from '../../../domain/chat/usage/usage.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { LearningController } from '../learning.surface';
import { AdminUsageQuery, toUserCourseUsage, UserCourseUsageReply } from './usage.dto';

@ApiTags('Admin')
@LearningController('admin/usage')
export class LearningAdminUsageController {
  constructor(private readonly usage: UsageService) {}

  @PlatformAdminOnly()
  @Get()
  @ApiOperation({ summary: 'See what chats used by user and course, the most tokens first' })
  @ApiOkResponse({ type: [UserCourseUsageReply] })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: AdminUsageQuery,
  ): Promise<UserCourseUsageReply[]> {
    const rows = await this.usage.byUserAndCourse(
      actor,
      { from: query.date_from, to: query.date_to },
      { userId: query.user_id ?? null, courseId: query.course_id ?? null },
      query,
    );
    return rows.map(toUserCourseUsage);
  }
}
