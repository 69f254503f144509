import { ApiProperty } from '@nestjs/swagger';
import type { SystemHealth } from '../../../domain/system-health/system-health.service';
import type { ProbeResult } from '../../../platform/health/service-probe';
import { NullableText } from '../nullable-properties';

const STATES = ['healthy', 'degraded', 'unhealthy'] as const;

function State(description: string): PropertyDecorator {
  return ApiProperty({ enum: STATES, example: 'healthy', description });
}

class ServiceStates {
  @State('Answers a statement.')
  database: string;

  @State(
    'The queue in use, whatever it runs on: a test job is sent and carried out. `degraded` while ' +
      'no worker comes to it.',
  )
  redis: string;

  @State('The mail server lets us in, or the mailbox folder can be written.')
  email: string;

  @State(
    'The language model in use answers. `degraded` while at least half of the agent runs of the ' +
      'last 15 minutes failed, and three or more. The built-in writer is always there.',
  )
  ai_agents: string;
}

class HealthMetrics {
  @ApiProperty({ example: '45%', description: 'Of all processors, over the last 5 to 10 seconds.' })
  cpu_usage: string;

  @ApiProperty({ example: '62%', description: 'Of the memory of the machine or the container.' })
  memory_usage: string;

  @NullableText('28%', 'Of the disk that holds the data folder; null when it does not tell.')
  disk_usage: string | null;

  @ApiProperty({
    example: 120,
    description:
      'The median over the last 512 replies of this process, without streams and questions about ' +
      'health; before the first of them, how long this one took.',
  })
  response_time_ms: number;
}

class ServiceDetail {
  @State('The same as above.')
  status: string;

  @ApiProperty({ type: 'integer', example: 3 })
  latency_ms: number;

  @NullableText('No worker came to the test job in time.', 'Null while it is healthy.')
  reason: string | null;
}

class ServiceDetails {
  @ApiProperty({ type: ServiceDetail })
  database: ServiceDetail;

  @ApiProperty({ type: ServiceDetail })
  redis: ServiceDetail;

  @ApiProperty({ type: ServiceDetail })
  email: ServiceDetail;

  @ApiProperty({ type: ServiceDetail })
  ai_agents: ServiceDetail;
}

class ProcessMetrics {
  @ApiProperty({ example: '4%', description: 'Of all processors, over the last 5 to 10 seconds.' })
  cpu_usage: string;

  @ApiProperty({ type: 'integer', example: 182, description: 'Resident, in MiB.' })
  memory_mb: number;

  @ApiProperty({ type: 'integer', example: 86_400 })
  uptime_seconds: number;
}

/** How the installation does, as the process that answers sees it. */
export class SystemHealthReply {
  @State('Of the whole.')
  status: string;

  @ApiProperty({ type: ServiceStates })
  services: ServiceStates;

  @ApiProperty({ type: HealthMetrics })
  metrics: HealthMetrics;

  @ApiProperty({ type: ServiceDetails })
  details: ServiceDetails;

  @ApiProperty({ type: ProcessMetrics })
  process: ProcessMetrics;
}

export function toSystemHealth({
  health,
  services: { database, queue, email, agents },
  host,
  process,
  replyMs,
}: SystemHealth): SystemHealthReply {
  return {
    status: health,
    services: {
      database: database.health,
      redis: queue.health,
      email: email.health,
      ai_agents: agents.health,
    },
    metrics: {
      cpu_usage: toPercent(host.cpu),
      memory_usage: toPercent(host.memory),
      disk_usage: host.disk === null ? null : toPercent(host.disk),
      response_time_ms: Number(replyMs.toFixed(1)),
    },
    details: {
      database: toDetail(database),
      redis: toDetail(queue),
      email: toDetail(email),
      ai_agents: toDetail(agents),
    },
    process: {
      cpu_usage: toPercent(process.cpu),
      memory_mb: process.memoryMegabytes,
      uptime_seconds: process.uptimeSeconds,
    },
  };
}

function toDetail({ health, latencyMs, reason }: ProbeResult): ServiceDetail {
  return { status: health, latency_ms: latencyMs, reason };
}

function toPercent(part: number): string {
  return `${Math.round(part * 100)}%`;
}
