import { ApiProperty } from '@nestjs/swagger';
import type { OpenAlert } from '../../../domain/coach/open-alerts';

/** An open case of a possible crisis. */
export class AlertReply {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  case_id: string;

  @ApiProperty({ example: 'open', description: 'open, acknowledged or escalated.' })
  status: string;

  @ApiProperty({ example: 'high', description: 'low, moderate, high or imminent.' })
  band: string;

  @ApiProperty({ type: 'number', example: 0.7, description: '0 to 1.' })
  severity: number;

  @ApiProperty({ format: 'date-time', example: '2026-01-15T10:30:00.000Z' })
  opened_at: string;
}

/** An alert as this contract shows it. */
export function toAlert(alert: OpenAlert): AlertReply {
  return {
    case_id: alert.id,
    status: alert.status,
    band: alert.band,
    severity: alert.severity,
    opened_at: alert.openedAt,
  };
}
