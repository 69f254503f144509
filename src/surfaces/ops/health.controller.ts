import { Controller, Get, Res } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { HealthService } from '../../platform/health/health.service';
import { Public } from '../access';
import { LivenessReply, ReadinessReply } from './health.dto';

@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Public()
  @Get('live')
  @ApiOperation({ summary: 'Tell that the process runs' })
  @ApiOkResponse({ type: LivenessReply })
  live(): LivenessReply {
    return { status: 'ok' };
  }

  @Public()
  @Get('ready')
  @ApiOperation({ summary: 'Tell whether the process can serve' })
  @ApiOkResponse({ type: ReadinessReply })
  @ApiServiceUnavailableResponse({ type: ReadinessReply })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessReply> {
    const { database, queue, isStopping } = await this.health.readiness();
    const isReady = database && queue && !isStopping;
    void reply.status(isReady ? 200 : 503);
    return {
      status: isReady ? 'ready' : isStopping ? 'stopping' : 'not ready',
      database: database ? 'up' : 'down',
      queue: queue ? 'up' : 'down',
    };
  }
}
