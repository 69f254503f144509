import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SystemHealthService } from '../../../domain/system-health/system-health.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { CoachingController } from '../coaching.surface';
import { SystemHealthReply, toSystemHealth } from './system-health.dto';

@ApiTags('Admin Management')
@PlatformAdminOnly()
@CoachingController('admin/system')
export class CoachingSystemHealthController {
  constructor(private readonly health: SystemHealthService) {}

  @Get('health')
  @ApiOperation({
    summary: 'Ask every part how it does',
    description:
      'Real questions, side by side, none of which is waited for longer than 2 seconds. ' +
      '`unhealthy` while the database does not answer, `degraded` while another part is not healthy.',
  })
  @ApiOkResponse({ type: SystemHealthReply })
  async get(@CurrentActor() actor: Actor): Promise<SystemHealthReply> {
    return toSystemHealth(await this.health.check(actor));
  }
}
