import { ApiProperty } from '@nestjs/swagger';

/** The process runs. */
export class LivenessReply {
  @ApiProperty({ enum: ['ok'], example: 'ok' })
  status: string;
}

/** Whether the process can serve, and which part keeps it from it. */
export class ReadinessReply {
  @ApiProperty({ enum: ['ready', 'not ready', 'stopping'], example: 'ready' })
  status: string;

  @ApiProperty({ enum: ['up', 'down'], example: 'up' })
  database: string;

  @ApiProperty({ enum: ['up', 'down'], example: 'up' })
  queue: string;
}
